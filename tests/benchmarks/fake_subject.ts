import type { Answer, Request, Subject } from "./protocol.ts";

/** A subject that takes no time and remembers what it was asked. */
export function fakeSubject(
  name: string,
  { seconds = 1, parameters = 10, unsupported, log = [] }: {
    seconds?: number;
    parameters?: number;
    unsupported?: string;
    log?: string[];
  } = {},
): Subject {
  const answer = (request: Request): Answer => {
    if (request.do === "prepare" && unsupported !== undefined) return { unsupported };
    if (request.do === "prepare") return { parameters };
    if (request.do === "release") return {};
    return { seconds: Array.from({ length: request.steps }, () => seconds) };
  };
  return {
    name,
    words: `${name} 1.0`,
    engine_seconds: 0.1,
    start_seconds: 0.2,
    ask(request) {
      log.push(`${name} ${request.do}`);
      return Promise.resolve(answer(request));
    },
    close: () => Promise.resolve(),
  };
}
