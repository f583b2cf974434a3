import type { FastifyInstance } from 'fastify';
import type { GuardOptions } from '#access/guard.ts';
import { streamRoute } from '#access/route.ts';
import { liveStream } from '#contract/live.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { connect, type Database } from '#platform/database/connect.ts';
import type { RoleUrls } from '#platform/database/migrate.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openFiles } from '#platform/files/open-files.ts';
import { followConnections } from '#platform/http/connections.ts';
import { serveHealth } from '#platform/http/health.ts';
import { makeServer } from '#platform/http/server.ts';
import { serveWeb } from '#platform/http/web.ts';
import { type Jobs, runJobs } from '#platform/jobs/run-jobs.ts';
import { startLiveReader } from '#platform/live/reader.ts';
import { startStreams } from '#platform/live/streams.ts';
import type { Log } from '#platform/log.ts';
import { type BounceReceiver, receiveBounces } from '#platform/mail/bounce-receiver.ts';
import { letterBook } from '#platform/mail/letter-template.ts';
import { createMail } from '#platform/mail/mail.ts';
import { requeueLostLetters } from '#platform/mail/requeue-lost-letters.ts';
import type { MailSettings } from '#platform/mail/settings.ts';
import type { OnUndeliverable } from '#platform/mail/undeliverable.ts';
import type { Platform } from '#platform/platform.ts';
import type { Secret } from '#platform/secret.ts';
import { collaboratorLetters } from './modules/collaborators/index.ts';
import { handOverLetters } from './modules/hand-overs/index.ts';
import { identityLetters } from './modules/identity/index.ts';
import type { Module } from './modules/module.ts';
import { modules } from './modules/order.ts';
import { reachOf, teamLetters } from './modules/team/index.ts';
import { serve } from './serve.ts';
import { serveDocs } from './serve-docs.ts';

export type App = {
  readonly server: FastifyInstance;
  readonly platform: Platform;
  /** Begins to work the job queue and to read live events. */
  work(): Promise<void>;
  /** Lets requests and jobs finish, then closes everything. */
  stop(): Promise<void>;
};

export type AppOptions = {
  config: Config;
  urls: RoleUrls;
  secret: Secret;
  clock: Clock;
  log: Log;
  /** Only for tests that take the first wall away. */
  guard?: GuardOptions;
};

/** Puts the application together: the one file that knows every module. */
export async function makeApp(options: AppOptions): Promise<App> {
  const { config, clock, secret, log } = options;
  const files = await openFiles(config);
  const database: Database = connect({
    appUrl: options.urls.app,
    workerUrl: options.urls.worker,
    connections: config.databaseConnections,
    now: () => clock.now(),
  });
  const onUndeliverable: OnUndeliverable = async (tx, letter) => {
    for (const module of made) await module.letterUndeliverable?.(tx, letter);
  };
  const settings = mailSettings(config, secret);
  const mail = createMail({
    settings,
    book: letterBook(identityLetters, teamLetters, handOverLetters, collaboratorLetters),
    onUndeliverable,
  });
  const platform: Platform = { config, clock, secret, database, log, mail, files };
  const afterTheTeam = () => ({
    leavings: made.flatMap((module) => module.leaving ?? []),
    leftovers: made.flatMap((module) => module.leftovers ?? []),
  });
  const made: Module[] = modules.map(({ make }) => make(platform, afterTheTeam));

  const server = await makeServer(config, log);
  const connections = followConnections(server.server);
  let jobs: Jobs | undefined;
  let bounces: BounceReceiver | undefined;
  const reader = await startLiveReader(database, log);
  const streams = startStreams(reader);
  const live = streamRoute(liveStream, ({ actor }, request, reply) =>
    streams.open(
      {
        accountId: actor.accountId,
        sessionId: actor.sessionId,
        reach: () => reachOf(platform, actor.accountId),
      },
      request,
      reply,
    ),
  );
  const routes = [...made.flatMap((module) => module.routes), live];
  serve(server, routes, platform, options.guard);
  serveHealth(server, { database: database.app, ready: () => jobs?.running() ?? false });
  await serveDocs(server, config);
  await serveWeb(server);

  return {
    server,
    platform,
    async work() {
      const sendLetter = (tx: Tx, payload: unknown) =>
        mail.send(tx, database.worker, (payload as { letterId: string }).letterId);
      const handlers = Object.assign({ send_letter: sendLetter }, ...made.map((module) => module.jobs ?? {}));
      const recurring = [requeueLostLetters(mail), ...made.flatMap((module) => module.recurring ?? [])];
      jobs = await runJobs(database, handlers, recurring, log);
      if (config.bounces) bounces = await receiveBounces(settings, database.worker, onUndeliverable);
    },
    async stop() {
      streams.close();
      connections.close(8000);
      await server.close();
      await reader.stop();
      await bounces?.close();
      await jobs?.stop();
      for (const module of made) module.stop?.();
      mail.close();
      await database.close();
    },
  };
}

function mailSettings(config: Config, secret: Secret): MailSettings {
  return {
    secret,
    publicUrl: config.publicUrl,
    ...(config.smtpUrl ? { smtpUrl: config.smtpUrl } : {}),
    ...(config.mailFrom ? { from: config.mailFrom } : {}),
    ...(config.bounces ? { bounces: config.bounces } : {}),
  };
}
