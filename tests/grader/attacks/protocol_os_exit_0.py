# ATTACK: os._exit(0) at import
# MUST HOLD: not passed
# EXPECT: error
import os

os._exit(0)
