# The service with its store in /data. Builds from the lock, as the Makefile does: every package by its hash, from
# whatever index the machine is set up for (pip and uv take it from the environment: see the build arguments).
FROM python:3.11-slim AS build
ARG PIP_INDEX_URL
ARG UV_DEFAULT_INDEX
WORKDIR /build
RUN python -m venv /tools && /tools/bin/python -m pip install --quiet --disable-pip-version-check uv
ENV PATH="/tools/bin:$PATH" UV_LINK_MODE=copy
COPY pyproject.toml uv.lock ./
RUN uv export --quiet --frozen --no-emit-project --no-dev --format requirements-txt --output-file service.txt \
 && uv export --quiet --frozen --no-emit-project --only-dev --format requirements-txt --output-file tools.txt \
 && python -m venv /opt/communique \
 && VIRTUAL_ENV=/opt/communique uv pip install --quiet --require-hashes --requirement service.txt \
 && VIRTUAL_ENV=/tools uv pip install --quiet --constraint tools.txt hatchling
COPY README.md LICENSE CHANGELOG.md CONTRIBUTING.md Makefile ./
COPY kg kg
COPY api api
COPY ontology ontology
COPY queries queries
RUN /tools/bin/python -m hatchling build --target wheel --directory dist \
 && VIRTUAL_ENV=/opt/communique uv pip install --quiet --no-deps dist/*.whl \
 && /opt/communique/bin/python -m compileall -q /opt/communique/lib

FROM python:3.11-slim
COPY --from=build /opt/communique /opt/communique
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin communique \
 && install --directory --owner communique --group communique /data
USER communique
WORKDIR /data
VOLUME /data
# All addresses, of the container alone: what is let in from outside is for whoever runs it to say.
ENV PATH="/opt/communique/bin:$PATH" PYTHONUNBUFFERED=1 KG_HOST=0.0.0.0 KG_PORT=8000 KG_STORE=/data/store
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["kg"]
CMD ["serve"]
