# The image of the service; docs/container.md says how to use it.

# What runs. Where no prebuilt file of SQLite's native module fits, it is compiled here, so the tools for that are in this stage only;
# what it was compiled from stays here too.
FROM node:24-bookworm AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
RUN cd node_modules/better-sqlite3 \
  && mv build/Release/better_sqlite3.node . \
  && rm -rf binding.gyp build deps src \
  && mkdir -p build/Release \
  && mv better_sqlite3.node build/Release

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY console ./console
COPY prisma ./prisma
COPY scripts/bundle.mjs scripts/console.mjs scripts/new-database.mjs ./scripts/
# The build makes a database, for which it needs SQLite's module.
COPY --from=dependencies /app/node_modules/better-sqlite3 ./node_modules/better-sqlite3
RUN npm run build

# No compiler, no development packages, not root.
FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="graph-office-emulator" \
  org.opencontainers.image.description="A durable test backend for Microsoft Graph's officeConfiguration: real OData over SQLite or PostgreSQL." \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="https://github.com/graph-office-emulator/graph-office-emulator" \
  org.opencontainers.image.documentation="https://github.com/graph-office-emulator/graph-office-emulator/blob/main/docs/container.md"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/office.db
COPY --from=dependencies /app/node_modules /app/node_modules
COPY --from=build /app/dist/program /app/dist/program
COPY --from=build /app/dist/console /app/dist/console
COPY package.json LICENSE container/health.mjs /app/
COPY prisma /app/prisma
COPY models /app/models
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["node", "/app/health.mjs"]
# Relative paths start at the root, so that `./data`, where the service keeps the authority of its certificates, is the volume.
WORKDIR /
ENTRYPOINT ["node", "/app/dist/program/main.js"]
