/** The sprout: two leaves on a stem. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2a7434" />
      <path d="M16 26V15" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M16 17c0-5 3.5-8.5 9.5-9 0 5.5-3.5 9-9.5 9Z" fill="#fff" />
      <path d="M16 20c0-3.8-2.7-6.5-8-7 0 4.3 2.9 7 8 7Z" fill="#bfe3c2" />
    </svg>
  );
}
