"""
Proves an exercise before a learner meets it: many seeds, each drawn, rendered and graded.

    rules      the 22 rules, in words          findings   what is wrong, where, for which seed
    case       one seed, ready to be judged    run        all files on all cores
    wording · numbers · judging · inputs · programs       rules about one seed
    spread · determinism · catalogue                      rules about all seeds, or all exercises
"""
