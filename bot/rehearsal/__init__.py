"""The rehearsal: a plan runs to its end on the rehearsal clock, with invented people, before real ones hear of it."""
