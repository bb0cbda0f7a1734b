import type { Person } from "@/protocol/entities";
import { classes } from "../../ui/classes";
import { initials, personFills } from "./people";

interface AvatarProps {
  person: Pick<Person, "name" | "color">;
  size?: "dot" | "small" | "medium";
}

const sizes = { dot: "size-2.5", small: "size-5 text-[10px]", medium: "size-7 text-xs" };

/** A person's initials in their colour; the smallest is the colour alone, beside words. */
export function Avatar({ person, size = "medium" }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        "inline-grid shrink-0 place-items-center rounded-full font-semibold text-white leading-none",
        sizes[size],
      )}
      style={{ background: personFills[person.color] }}
    >
      {size === "dot" ? null : initials(person.name)}
    </span>
  );
}
