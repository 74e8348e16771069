/// <reference lib="webworker" />
/**
 * Keeps the page's files, so that it opens without a network. All are of one build: a
 * new build gets a cache of its own, and takes over when the last page of the old one
 * has been closed.
 *
 * @module
 */
import { answerOf, type Kept } from "./answer_of.ts";

/** What the build puts in. */
declare const KARYON_VERSION: string;
/** Without these the page does nothing. */
declare const KARYON_SHELL: readonly string[];
/** With these it does all; without them it says what is missing. */
declare const KARYON_EXTRAS: readonly string[];

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const NAME = `karyon-${KARYON_VERSION}`;

/** Files kept by an older build of this page; other pages of the origin are let be. */
const isOld = (name: string) => name.startsWith("karyon-") && name !== NAME;

const kept: Kept = {
  find: async (request) => await (await caches.open(NAME)).match(request),
  keep: async (request, response) => {
    await (await caches.open(NAME)).put(request, response);
  },
};

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(
    KARYON_SHELL.map((path) => new Request(path, { cache: "no-cache" })),
  );
  await Promise.all(
    KARYON_EXTRAS.map((path) =>
      cache.add(path).catch(() => {/* Fetched when needed. */})
    ),
  );
}

async function forgetOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOld()));
worker.addEventListener("fetch", (event) => {
  const answer = answerOf(event.request, worker.registration.scope, kept);
  if (answer) event.respondWith(answer);
});
