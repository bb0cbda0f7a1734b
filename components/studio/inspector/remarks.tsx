import { Info } from "lucide-react";
import type { Picture, Remark } from "@/protocol/entities";

const sentences: Record<Remark, string> = {
  "first-frame": "An animation: its first frame is used.",
  "transparency-on-white": "Transparent parts were laid on white.",
  "cmyk-to-rgb": "Printing colours (CMYK) were turned into screen colours.",
  "sixteen-bit-to-eight": "16 bits a channel were reduced to 8.",
};

/** What had to be done to the upload before it could be used. */
export function Remarks({ picture }: { picture: Picture }) {
  if (picture.remarks.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 border-line border-b px-4 py-3 text-[13px] text-ink-soft">
      {picture.remarks.map((remark) => (
        <li key={remark} className="flex items-center gap-2">
          <Info size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
          {sentences[remark]}
        </li>
      ))}
    </ul>
  );
}
