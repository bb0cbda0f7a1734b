import { classes } from "../ui/classes";

/** A run that was really computed: the seed and the ten images predicted on the way, one beside the other. */
const file = "/samples/growing.webp";
const tiles = 11;
/** On a phone six tell the story: the seed, the steps where most happens, and the image. */
const onPhone = new Set([0, 1, 2, 3, 6, 10]);

/** How an image grows, for those who have never seen it. */
export function GrowingStrip() {
  return (
    <figure className="flex flex-col gap-3">
      <div
        role="img"
        aria-label="Eleven small pictures in a row: a square of coloured noise turns into a flower, step by step"
        className="grid grid-cols-11 gap-2 max-sm:grid-cols-6 max-sm:gap-1.5"
      >
        {Array.from({ length: tiles }, (_, index) => (
          <div
            key={index === 0 ? "seed" : `step ${index}`}
            className={classes(
              "honest-pixels aspect-square animate-[appear_140ms_ease-out_both] rounded-md bg-sunken",
              !onPhone.has(index) && "max-sm:hidden",
            )}
            style={{
              backgroundImage: `url(${file})`,
              backgroundSize: `${tiles * 100}% 100%`,
              backgroundPosition: `${(index / (tiles - 1)) * 100}% 0`,
              animationDelay: `${200 + index * 120}ms`,
            }}
          />
        ))}
      </div>
      <figcaption className="flex justify-between gap-4 text-[13px] text-ink-faint">
        <span>The seed: pure noise</span>
        <span className="max-sm:hidden">ten steps</span>
        <span>The image that grew from it</span>
      </figcaption>
    </figure>
  );
}
