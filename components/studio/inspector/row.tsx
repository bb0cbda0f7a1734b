/** A name and its value in a list of numbers. */
export function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-right">{value}</dd>
    </>
  );
}
