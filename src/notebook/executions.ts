/** What a kernel is asked to run, and what it says about that, put right. */
import { sentCode } from "./cell_lines.ts";
import { type ErrorContent, liveError, type SentCell } from "./live_error.ts";
import { rawError } from "./run_error.ts";
import type { Message, Wire } from "./wire.ts";

/**
 * How many cells are known by their lines: code of an older one may still run, but a
 * range costs a thousand line ends for each before it.
 */
const RANGES = 64;

/** How long the end of a request waits for its reply, which comes another way. */
const REPLY_MILLISECONDS = 2000;

/** After which a lost end is asked for; then after twice as long, and so on. */
const ASK_MILLISECONDS = 250;

/** A request under way. */
interface Execution {
  readonly header: unknown;
  readonly cell: SentCell;
  reply?: Message;
  error?: ErrorContent;
  readonly replied: PromiseWithResolvers<void>;
  readonly ended: PromiseWithResolvers<void>;
  /** Whether the kernel has told of the error itself. */
  isTold: boolean;
  isEnding: boolean;
}

/** What is left to say of a loop that was ended. */
const STOPPED: ErrorContent = {
  ename: "AbortError",
  evalue: "The loop was stopped",
  traceback: ["AbortError: The loop was stopped"],
};

/** Where it goes. */
export interface ExecutionsOptions {
  readonly wire: Wire;
  readonly publish: (frames: readonly Uint8Array[]) => void;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const bytes = (frames: readonly string[]): Uint8Array[] =>
  frames.map((frame) => new TextEncoder().encode(frame));

/**
 * Keeps book of the requests to one kernel, of their replies and outputs.
 *
 * Deno's kernel says nothing of a cell that does not parse, names lines of the code that
 * it made of a cell, and may lose the message that a request has ended.
 */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #running = new Map<string, Execution>();
  readonly #asked = new Map<string, Execution>();
  readonly #cells = new Map<number, SentCell>();
  #count = 0;
  /**
   * Called where the end of a request seems to be lost; has to ask the kernel anything
   * and to give that request's id. What is said about it comes after all that was said
   * before, and brings out what the kernel still holds.
   */
  onLost: (() => string) | undefined;

  constructor(options: ExecutionsOptions) {
    this.#options = options;
  }

  /** Takes a request; gives the content to send in place of its own. */
  begin({ id, header, content }: Message): unknown {
    const range = this.#count++ % RANGES;
    const cell: SentCell = { source: String(content.code), range };
    this.#cells.set(range, cell);
    this.#running.set(id, {
      header,
      cell,
      replied: Promise.withResolvers(),
      ended: Promise.withResolvers(),
      isTold: false,
      isEnding: false,
    });
    return { ...content, code: sentCode(cell.source, range) };
  }

  /** Takes a reply; gives the content to send in place of its own, when it is time. */
  async reply(message: Message): Promise<unknown> {
    const { parentId, content } = message;
    const execution = this.#running.get(parentId);
    if (execution === undefined) return content;
    execution.reply = message;
    execution.replied.resolve();
    const ended = this.#awaitEnd(parentId, execution);
    if (content.status !== "error") return content;
    await ended;
    return { ...content, ...execution.error };
  }

  /** A loop is about to be interrupted. */
  interrupt(): void {
    const running = this.#running.values().find(({ reply }) => reply === undefined);
    if (running) running.error = STOPPED;
  }

  /**
   * Publishes what the kernel says, with what has to come before it.
   *
   * @param isHidden nobody but this bookkeeping wants to know
   */
  async publish(frames: readonly Uint8Array[], isHidden = false): Promise<void> {
    const { wire, publish } = this.#options;
    const { type = "", parentId = "" } = wire.peek(frames) ?? {};
    const lost = this.#asked.get(parentId);
    if (lost) await this.#loseEnd(lost);
    const execution = this.#running.get(parentId);
    const changes = ["execute_input", "error", "status"].includes(type);
    const message = execution && changes ? wire.decode(frames) : undefined;
    if (isHidden) return;
    if (!execution || !message) return publish(frames);
    const { cell } = execution;
    if (type === "execute_input") {
      cell.count = message.content.execution_count;
      publish(wire.withContent(frames, { ...message.content, code: cell.source }));
    } else if (type === "error") {
      execution.error ??= await this.#tell(message.content, cell);
      execution.isTold = true;
      publish(wire.withContent(frames, execution.error));
    } else if (message.content.execution_state === "idle") {
      await Promise.race([execution.replied.promise, pause(REPLY_MILLISECONDS)]);
      await this.#end(execution, frames);
      this.#running.delete(parentId);
    } else {
      // The kernel runs one after the other.
      for (const earlier of this.#running.values()) {
        if (earlier === execution) break;
        if (earlier.reply) await this.#loseEnd(earlier);
      }
      publish(frames);
    }
  }

  /** An error in the words of the page or, if that fails, in the kernel's. */
  async #tell(content: Record<string, unknown>, cell: SentCell): Promise<ErrorContent> {
    try {
      return await liveError(content, cell, this.#cells);
    } catch (error) {
      console.error("An error could not be told in its cell's lines:", error);
      const { name, message, stack } = rawError(content);
      return { ename: name, evalue: message, traceback: stack };
    }
  }

  /** Makes up the end of a request which the kernel has lost. */
  async #loseEnd(execution: Execution): Promise<void> {
    const idle = { execution_state: "idle" };
    const { frames } = this.#options.wire.encode("status", idle, execution.header);
    await this.#end(execution, bytes(frames));
  }

  /** Waits until all of a request has been published. */
  async #awaitEnd(id: string, execution: Execution): Promise<void> {
    const asked: string[] = [];
    for (let wait = ASK_MILLISECONDS; !execution.isEnding; wait *= 2) {
      await Promise.race([execution.ended.promise, pause(wait)]);
      if (execution.isEnding) break;
      const question = this.onLost?.();
      if (question === undefined) continue;
      asked.push(question);
      this.#asked.set(question, execution);
    }
    await execution.ended.promise;
    this.#running.delete(id);
    for (const question of asked) this.#asked.delete(question);
  }

  /** Publishes the end of a request, before it an error that the kernel keeps back. */
  async #end(execution: Execution, idle: readonly Uint8Array[]): Promise<void> {
    if (execution.isEnding) return;
    execution.isEnding = true;
    const { wire, publish } = this.#options;
    const { header, cell, reply } = execution;
    if (reply?.content.status === "error" && !execution.isTold) {
      execution.error ??= await this.#tell(reply.content, cell);
      publish(bytes(wire.encode("error", execution.error, header).frames));
    }
    publish(idle);
    execution.ended.resolve();
  }
}
