"""The far side of the sandbox: what runs in the zygote and in the learner's process."""
