/** The product's mark: an arch of teeth and its midline. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0c7c7a" />
      <path
        d="M7.5 10.5c0 8 2.6 12.5 8.5 12.5s8.5-4.5 8.5-12.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M16 7v9.5" fill="none" stroke="#9be8e0" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}

/** Mark and name side by side. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10 }}>
      <Mark size={size} />
      <span style={{ fontWeight: 680, fontSize: size * 0.68, letterSpacing: '-0.025em' }}>Midline</span>
    </span>
  );
}
