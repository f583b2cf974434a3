const teeth = Array.from({ length: 14 }, (_, index) => {
  const angle = Math.PI * (0.06 + (0.88 * index) / 13);
  return { x: 300 - 190 * Math.cos(angle), y: 150 + 250 * Math.sin(angle), turn: 90 - (angle * 180) / Math.PI };
});

/** A dental arch and its midline, drawn lightly as a background. */
export function Arches() {
  return (
    <svg viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <g fill="none" stroke="#fff" strokeOpacity="0.16" strokeWidth="2">
        <path d="M110 150c0 190 60 250 190 250s190-60 190-250" strokeDasharray="3 9" />
        {teeth.map(({ x, y, turn }) => (
          <rect
            key={x}
            x={x - 21}
            y={y - 26}
            width="42"
            height="52"
            rx="17"
            transform={`rotate(${turn} ${x} ${y})`}
            fill="#fff"
            fillOpacity="0.05"
          />
        ))}
      </g>
      <path d="M300 60v400" stroke="#9be8e0" strokeOpacity="0.55" strokeWidth="2.5" strokeDasharray="2 10" />
    </svg>
  );
}
