# The portal as one image: docker build -t portal . ; docker run -p 8000:8000 -e SITE_URL=... -e DATABASE_URL=... portal
ARG BASE=python:3.13-slim
FROM ${BASE}
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /portal
COPY requirements.txt .
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY . .
RUN useradd --uid 10001 --create-home portal && install -d -o portal /data && SECRET_KEY=build python manage.py compile_catalogues && SECRET_KEY=build python manage.py collectstatic --noinput && chown -R portal /data
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "3", "--worker-class", "gthread", "--no-control-socket"]
