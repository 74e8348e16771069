import { keeping } from "./keeping.ts";
import { lifetime } from "./lifetime.ts";
import { reading } from "./reading.ts";

/** Small programs that find memory which is shared, reused or freed too early. */
export const traps: Readonly<Record<string, () => void | Promise<void>>> = {
  ...reading,
  ...lifetime,
  ...keeping,
};
