/// <reference lib="dom" />
/** Wheel, fingers, mouse and keys as what a person wants of a viewer. */
import type { Point } from "./view.ts";

/** What gestures ask for; points are in CSS pixels from the element's corner. */
export interface Wishes {
  zoom(factor: number, at?: Point): void;
  pan(by: Point): void;
  pick(at: Point): void;
  fit(): void;
  /** To the next nucleus or the one before. */
  step(steps: 1 | -1): void;
  leave(): void;
}

/** CSS pixels that a pointer may move in a click. */
const CLICK_SLACK = 4;
/** CSS pixels of an arrow key, more with Shift. */
const KEY_STEP = 40, FAR_STEP = 200;
const KEY_ZOOM = 1.35;
/** Of a wheel, by CSS pixel; a pinch on a touchpad comes as small turns with Ctrl. */
const WHEEL_ZOOM = 0.0016, PINCH_ZOOM = 0.01;
const LINE_PIXELS = 16;

/**
 * Listens to an element.
 *
 * @param needsFocus leaves the wheel and one finger to the page that the element stands
 *   in, until it has the focus
 * @returns stops listening
 */
export function listenToGestures(
  host: HTMLElement,
  wishes: Wishes,
  needsFocus: boolean,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const isActive = () => !needsFocus || host.contains(document.activeElement);
  host.addEventListener("wheel", (event) => {
    if (!isActive() && !event.ctrlKey) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 0 ? 1 : LINE_PIXELS);
    const speed = event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM;
    wishes.zoom(Math.exp(-pixels * speed), pointOf(event));
  }, { signal, passive: false });
  host.addEventListener("dblclick", () => wishes.fit(), { signal });
  host.addEventListener("keydown", (event) => {
    if (event.target === host && pressKey(event, wishes)) event.preventDefault();
  }, { signal });
  const setTouch = () => host.style.touchAction = isActive() ? "none" : "pan-y";
  setTouch();
  host.style.userSelect = "none";
  host.addEventListener("focus", setTouch, { signal });
  host.addEventListener("blur", setTouch, { signal });
  listenToPointers(host, wishes, pointOf, signal);
  return () => ending.abort();
}

/** Acts on a key; whether it means anything here. */
function pressKey(event: KeyboardEvent, wishes: Wishes): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const far = event.shiftKey ? FAR_STEP : KEY_STEP;
  const actions: Record<string, () => void> = {
    ArrowLeft: () => wishes.pan({ x: far, y: 0 }),
    ArrowRight: () => wishes.pan({ x: -far, y: 0 }),
    ArrowUp: () => wishes.pan({ x: 0, y: far }),
    ArrowDown: () => wishes.pan({ x: 0, y: -far }),
    "+": () => wishes.zoom(KEY_ZOOM),
    "=": () => wishes.zoom(KEY_ZOOM),
    "-": () => wishes.zoom(1 / KEY_ZOOM),
    "0": () => wishes.fit(),
    n: () => wishes.step(1),
    p: () => wishes.step(-1),
    Escape: () => wishes.leave(),
  };
  // Letters mean the same with Shift or Caps Lock.
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
  action?.();
  return action !== undefined;
}

/** One pointer drags or clicks, two pinch. */
function listenToPointers(
  host: HTMLElement,
  wishes: Wishes,
  pointOf: (event: MouseEvent) => Point,
  signal: AbortSignal,
): void {
  const pointers = new Map<number, Point>();
  /** Where a click began, until it turns out to be something else. */
  let click: Point | undefined;
  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, pointOf(event));
    click = pointers.size === 1 ? pointOf(event) : undefined;
    host.setPointerCapture(event.pointerId);
  }, { signal });
  host.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = pointOf(event);
    if (click && Math.hypot(now.x - click.x, now.y - click.y) <= CLICK_SLACK) return;
    click = undefined;
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId);
    pointers.set(event.pointerId, now);
    if (other === undefined) {
      wishes.pan({ x: now.x - before.x, y: now.y - before.y });
      return;
    }
    const { x, y } = other[1];
    const apart = (from: Point) => Math.max(1, Math.hypot(from.x - x, from.y - y));
    wishes.pan({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
    wishes.zoom(apart(now) / apart(before), { x: (now.x + x) / 2, y: (now.y + y) / 2 });
  }, { signal });
  const end = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (click && event.type === "pointerup") wishes.pick(click);
    click = undefined;
  };
  host.addEventListener("pointerup", end, { signal });
  host.addEventListener("pointercancel", end, { signal });
}
