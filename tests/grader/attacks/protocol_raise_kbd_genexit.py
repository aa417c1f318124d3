# ATTACK: raise KeyboardInterrupt / GeneratorExit / custom BaseException at import
# MUST HOLD: not passed
# EXPECT: error
raise GeneratorExit("passed")
