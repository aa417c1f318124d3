# ATTACK: spin at import
# MUST HOLD: killed
# EXPECT: error
while True:
    pass
