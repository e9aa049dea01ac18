"""The ways out: each channel draws what the core says, and tells what an attempt came to."""
