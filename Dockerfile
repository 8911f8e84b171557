# Verbatim's web server. Settings come from the environment: see README.md.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# Wheels only: nothing is compiled here, so no compiler is needed.
COPY requirements.txt .
RUN pip install --only-binary=:all: -r requirements.txt

COPY manage.py LICENSE ./
COPY config config
COPY quotes quotes
COPY seeds seeds
RUN SECRET_KEY=only-for-this-step python manage.py collectstatic --no-input \
    && python -m compileall -q config quotes \
    && useradd --system --uid 1000 --no-create-home verbatim

# The code belongs to root, the server runs as nobody who could change it.
USER verbatim
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 3).close()"]

# Threads: a long download does not count as a hanging worker.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
