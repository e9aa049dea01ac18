"""Files become lines, without SQL. A stranger's file is opened in a child process alone (`child.read`)."""
