interface CurveNumbersProps {
  /** What is listed, for those who do not see the curve. */
  caption: string;
  columns: readonly string[];
  /** The first cell names its row. */
  rows: readonly { readonly cells: readonly string[]; readonly isBest: boolean }[];
}

/** A curve as it can be read out, and copied. */
export function CurveNumbers({ caption, columns, rows }: CurveNumbersProps) {
  return (
    <details className="text-[13px]">
      <summary className="w-fit rounded-md py-1 text-ink-soft hover:text-ink">Numbers of the curve</summary>
      <div className="thin-scroll max-h-56 overflow-y-auto rounded-control border border-line">
        <table className="figures w-full text-right">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-surface text-ink-soft">
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ cells: [name, ...values], isBest }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a curve only grows at its end, and one place may come twice.
              <tr key={row} className={isBest ? "bg-leaf-soft" : ""}>
                <th scope="row" className="px-3 py-1 font-normal">
                  {name}
                </th>
                {values.map((value, index) => (
                  <td key={columns[index + 1]} className="px-3 py-1">
                    {value}
                    {isBest && index === values.length - 1 && <span className="sr-only"> (best)</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
