# The tag follows the security updates of Node 24. Pin it where a build has to be repeatable, and let a bot move the pin:
#   --build-arg NODE_IMAGE=node:24-slim@sha256:<digest>
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY scripts scripts
COPY src src
# What is built lies behind a link, which copying from stage to stage need not follow.
RUN npm run build && npm prune --omit=dev && cp -rL dist /tmp/dist

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="decision-backend" \
      org.opencontainers.image.description="Durable decision processes over REST" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000
WORKDIR /app
# Owned by root: the service can read what it runs, and change none of it.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /tmp/dist dist
COPY --from=build /app/scripts/ctl.mjs scripts/
COPY --from=build /app/scripts/ctl scripts/ctl
COPY --from=build /app/scripts/lib scripts/lib
COPY LICENSE ./
# For operators: docker compose exec decisions-1 ctl stats
RUN ln -s /app/scripts/ctl.mjs /usr/local/bin/ctl
# A number, because Kubernetes cannot tell of a name whether it is root.
USER 10001:10001
EXPOSE 8000
# Liveness only: an orchestrator that restarts on it must not restart everything when Redis is away.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is PID 1 and gets the signals; npm would swallow them.
CMD ["node", "dist/main.js"]
