/// <reference lib="dom" />
/** An image with its nuclei, to look at closely. */
import { type AccessibleHost, makeAccessible, wordsOn } from "./accessible_host.ts";
import {
  drawFrame,
  imageLayer,
  type LabelLayers,
  labelLayers,
  type Opacity,
} from "./draw_view.ts";
import { listenToGestures } from "./gestures.ts";
import { glide } from "./glide.ts";
import { LabelIndex } from "./label_index.ts";
import type { Picture } from "./paint_tiles.ts";
import { type TileLayer, timeFor } from "./tile_layer.ts";
import {
  fitView,
  limitView,
  panView,
  type Point,
  revealBox,
  toImage,
  type View,
  zoomAround,
} from "./view.ts";

export type { Opacity, Picture, View };

/** What a viewer tells, and how it behaves in its page. */
export interface ViewerOptions {
  /** A person chose a nucleus, or none. */
  readonly onPick?: (label: number | undefined) => void;
  /** A person, or a method but `setView`, changed what is seen. */
  readonly onView?: (view: View) => void;
  /** Leaves wheel and finger to the page until the viewer has the focus. Default: no. */
  readonly needsFocus?: boolean;
}

/** Milliseconds of a frame that may go into painting what was never seen. */
const PAINT_TIME = 10;

/** Draws an image, its mask and its outlines on an element, and lets a person explore. */
export class NucleusViewer {
  readonly #canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D;
  readonly #accessible: AccessibleHost;
  readonly #endings: (() => void)[];
  #image: { readonly picture: Picture; readonly layer: TileLayer } | undefined;
  #labels: LabelLayers | undefined;
  #opacity: Opacity = { image: 1, mask: 0.25, outlines: 1 };
  #selected: number | undefined;
  #view: View = { x: 0, y: 0, scale: 1 };
  /** Whether the whole image is shown, and is to stay so when the element's size changes. */
  #isFitted = true;
  #drawing = 0;
  #stopGliding = () => {};

  /** @param host gets the canvas; its size is the viewer's */
  constructor(readonly host: HTMLElement, readonly options: ViewerOptions = {}) {
    this.#context = this.#canvas.getContext("2d")!;
    Object.assign(this.#canvas.style, {
      position: "absolute",
      inset: "0",
      width: "100%",
      height: "100%",
      // Below the ring that tells where the focus is.
      zIndex: "-1",
    });
    host.style.isolation = "isolate";
    host.append(this.#canvas);
    this.#accessible = makeAccessible(host);
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(host);
    if (getComputedStyle(host).position === "static") host.style.position = "relative";
    this.#endings = [
      () => sizes.disconnect(),
      listenToGestures(host, {
        zoom: (factor, at) => this.zoomBy(factor, at),
        pan: (by) => this.#pan(by),
        pick: (at) => this.#pick(at),
        fit: () => this.fit(),
        step: (steps) => this.#step(steps),
        leave: () => this.#choose(undefined, false),
      }, options.needsFocus ?? false),
    ];
    this.#accessible.describe(wordsOn());
  }

  /** Shows another image, whole, and no labels. */
  setImage(picture: Picture): void {
    const { width, height, pixels } = picture;
    if (pixels.length !== width * height * 4) {
      throw new RangeError(
        `Expected RGBA for ${width} x ${height} pixels but found ${pixels.length} values`,
      );
    }
    this.#image = { picture, layer: imageLayer(picture) };
    this.setLabels(undefined);
    this.fit();
  }

  /**
   * Shows nuclei over the image, or none; one that is selected stays so while there is one
   * of its label.
   *
   * @throws {RangeError} if the labels are not of the image's size
   */
  setLabels(labels: Int32Array | undefined): void {
    this.#labels = undefined;
    const picture = this.#image?.picture;
    if (labels !== undefined && picture !== undefined) {
      const { width, height } = picture;
      const index = new LabelIndex(labels, width, height);
      this.#labels = labelLayers({ width, height, labels }, index);
    }
    if (!this.#labels?.index.box(this.#selected ?? 0)) this.#selected = undefined;
    this.#accessible.describe(wordsOn(picture, this.#labels?.index.count));
    this.#draw();
  }

  /** How strongly the layers show, 0..1 each; what is left out stays as it is. */
  setOpacity(opacity: Partial<Opacity>): void {
    this.#opacity = { ...this.#opacity, ...opacity };
    this.#draw();
  }

  /** Highlights a nucleus, or none; `reveal` brings it into sight. */
  select(label: number | undefined, { reveal = false }: { reveal?: boolean } = {}): void {
    const box = label === undefined ? undefined : this.#labels?.index.box(label);
    this.#selected = box === undefined ? undefined : label;
    const picture = this.#image?.picture;
    if (reveal && box && picture) {
      const from = this.#view, to = revealBox(from, picture, this.#host, box);
      this.#stopGliding();
      this.#stopGliding = glide(from, to, (view) => this.#look(view));
    }
    this.#draw();
  }

  /** Shows the whole image. */
  fit(): void {
    this.#stopGliding();
    if (this.#image) this.#look(fitView(this.#image.picture, this.#host), true);
  }

  /** Zooms in (above 1) or out, around a point of the element or its middle. */
  zoomBy(factor: number, at?: Point): void {
    this.#stopGliding();
    if (!this.#image) return;
    this.#look(zoomAround(this.#view, this.#image.picture, this.#host, factor, at));
  }

  /** What is seen. */
  get view(): View {
    return this.#view;
  }

  /** Shows what another viewer shows; `onView` is not called. */
  setView(view: View): void {
    this.#stopGliding();
    this.#isFitted = false;
    const picture = this.#image?.picture;
    this.#view = picture ? limitView(view, picture, this.#host) : view;
    this.#draw();
  }

  /** Takes everything from the element that was put there. */
  dispose(): void {
    this.#stopGliding();
    cancelAnimationFrame(this.#drawing);
    for (const end of this.#endings) end();
    this.#accessible.dispose();
    this.#canvas.remove();
  }

  get #host() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  #look(view: View, isFitted = false): void {
    this.#view = view;
    this.#isFitted = isFitted;
    this.options.onView?.(view);
    this.#draw();
  }

  #pan(by: Point): void {
    this.#stopGliding();
    if (!this.#image) return;
    this.#look(panView(this.#view, this.#image.picture, this.#host, by));
  }

  #pick(at: Point): void {
    const label = this.#labels?.index.at(toImage(this.#view, this.#host, at));
    this.#choose(label, false);
  }

  #step(steps: 1 | -1): void {
    this.#choose(this.#labels?.index.step(this.#selected, steps), true);
  }

  /** A person's choice. */
  #choose(label: number | undefined, reveal: boolean): void {
    if (label === this.#selected && label === undefined) return;
    this.select(label, { reveal });
    this.#accessible.tell(
      label === undefined ? "No nucleus selected" : `Nucleus ${label} selected`,
    );
    this.options.onPick?.(label);
  }

  #resize(): void {
    const { width, height } = this.#host;
    const density = devicePixelRatio;
    this.#canvas.width = Math.max(1, Math.round(width * density));
    this.#canvas.height = Math.max(1, Math.round(height * density));
    if (this.#isFitted) this.fit();
    // A canvas of a new size is empty until something is drawn: at once, not next frame.
    this.#paint();
  }

  #draw(): void {
    if (this.#drawing === 0) this.#drawing = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    const { width, height } = this.#canvas;
    if (!this.#image) return this.#context.clearRect(0, 0, width, height);
    const host = this.#host;
    if (host.width === 0 || host.height === 0) return;
    const whole = drawFrame(this.#context, {
      size: this.#image.picture,
      image: this.#image.layer,
      labels: this.#labels,
      opacity: this.#opacity,
      selected: this.#selected,
    }, {
      view: this.#view,
      host,
      density: width / host.width,
      hasTime: timeFor(PAINT_TIME),
    });
    if (!whole) this.#draw();
  }
}
