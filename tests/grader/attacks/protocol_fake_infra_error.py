# ATTACK: os._exit(98)/exit codes and messages of the sandbox itself, to be retried or excused as 'our fault'
# MUST HOLD: student's fault, not passed
# EXPECT: error
import os, sys

sys.stderr.write("SANDBOX-SETUP-FAILED\n")
sys.stderr.flush()
os._exit(98)
