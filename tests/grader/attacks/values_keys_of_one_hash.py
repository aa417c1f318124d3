# ATTACK: a dictionary of texts that share a hash under the sandbox's own fixed seed
# MUST HOLD: the worker's hashing is another
# EXPECT: any
def f(x):
    buckets = {}
    for number in range(300_000):
        text = str(number)
        buckets.setdefault(hash(text) & 0xFFF, []).append(text)
    alike = max(buckets.values(), key=len)
    return {text: 0 for text in alike}
