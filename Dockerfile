# Caseway as one program, the same that `npm start` runs, with the embedded parts replaced through the environment; see docker-compose.yml.
FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*
WORKDIR /caseway
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN mkdir /data && chown node:node /data node_modules
USER node
ENV HOST=0.0.0.0 PORT=8080 CASEWAY_DATA=/data
VOLUME /data
EXPOSE 8080
# tini collects the parts that end; a container without an init would keep them as zombies.
ENTRYPOINT ["tini", "--", "node", "cli/bin.cjs"]
CMD ["start"]
