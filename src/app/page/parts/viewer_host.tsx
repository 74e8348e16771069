/// <reference lib="dom" />
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  NucleusViewer,
  type Opacity,
  type Picture,
  type View,
} from "../../viewer/viewer.ts";

/** What a viewer shows and tells. */
export interface ViewerHostProps {
  readonly picture: Picture;
  /** Of the image; another picture of the same one is seen at the same place. */
  readonly imageId: string;
  readonly labels: Int32Array | undefined;
  readonly opacity: Opacity;
  readonly selected?: number | undefined;
  onPick?(label: number | undefined): void;
  onView?(view: View): void;
  /** Gets the viewer, and nothing when it ends. */
  onReady?(viewer: NucleusViewer | undefined): void;
}

/**
 * The viewer as a part of the page: each property moves what it is about alone, and at
 * once, so that a key that follows finds the viewer where the one before has put it.
 */
export function ViewerHost(props: ViewerHostProps) {
  const { picture, imageId, labels, opacity, selected } = props;
  const host = useRef<HTMLDivElement>(null);
  const viewer = useRef<NucleusViewer | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  /** The nucleus that was picked in this viewer, which is in sight already. */
  const picked = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (host.current === null) return;
    const made = new NucleusViewer(host.current, {
      onPick(label) {
        picked.current = label;
        latest.current.onPick?.(label);
      },
      onView: (view) => latest.current.onView?.(view),
      // A finger that scrolls the page must not be caught by the image.
      needsFocus: matchMedia("(pointer: coarse)").matches,
    });
    viewer.current = made;
    latest.current.onReady?.(made);
    return () => {
      latest.current.onReady?.(undefined);
      made.dispose();
    };
  }, []);
  const lastId = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const view = viewer.current?.view;
    viewer.current?.setImage(picture);
    if (lastId.current === imageId && view !== undefined) viewer.current?.setView(view);
    lastId.current = imageId;
  }, [picture]);
  useLayoutEffect(() => {
    viewer.current?.setLabels(labels);
    viewer.current?.select(latest.current.selected);
  }, [picture, labels]);
  useLayoutEffect(() => viewer.current?.setOpacity(opacity), [opacity]);
  useLayoutEffect(() => {
    viewer.current?.select(selected, { reveal: selected !== picked.current });
    picked.current = undefined;
  }, [selected]);
  return <div ref={host} class="viewer" />;
}
