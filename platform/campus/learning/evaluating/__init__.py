"""How good the learner model is: on a log, on a file of attempts, on simulated learners."""
