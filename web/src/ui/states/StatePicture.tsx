export type Picture = 'nothingYet' | 'nothingMatches' | 'allDone' | 'notEnough' | 'notDistinguishable' | 'noPermission' | 'error' | 'withdrawn' | 'tooSmall';

const quiet = 'var(--tl-line-2)';
const accent = 'var(--tl-accent)';
const ink = 'var(--tl-ink-2)';
const card = 'var(--tl-card)';
const worse = 'var(--tl-worse)';
const observed = 'var(--tl-observed)';

/** At most ten dots: filled for what is there, hollow for what is missing. */
function Missing({ have, need }: { have: number; need: number }) {
  const dots = Math.min(10, Math.max(1, need));
  const filled = need <= 10 ? have : Math.floor((have / need) * dots);
  return Array.from({ length: dots }, (_, i) => (
    <circle key={i} cx={60 + (i - (dots - 1) / 2) * 10} cy={32} r={4} fill={i < filled ? observed : card} stroke={i < filled ? observed : quiet} strokeWidth={1.5} />
  ));
}

const drawn = {
  nothingYet: (
    <>
      <path d="M8 32h104" stroke={quiet} strokeDasharray="4 5" />
      <circle cx="60" cy="32" r="9" fill={card} stroke={accent} />
      <path d="M56 32h8M60 28v8" stroke={accent} />
    </>
  ),
  nothingMatches: (
    <>
      <path d="M8 32h38M74 32h38" stroke={quiet} />
      <circle cx="28" cy="32" r="5" fill={quiet} />
      <circle cx="94" cy="32" r="5" fill={quiet} />
      <path d="M48 18v28M72 18v28" stroke={ink} strokeWidth={1.5} strokeDasharray="2 3" />
    </>
  ),
  allDone: (
    <>
      <path d="M8 32h104" stroke={accent} />
      <circle cx="60" cy="32" r="11" fill={accent} />
      <path d="m55 32 4 4 7-8" stroke={card} />
    </>
  ),
  notDistinguishable: (
    <>
      <path d="M8 32h104" stroke={quiet} strokeWidth={1} />
      <rect x="30" y="21" width="54" height="8" rx="4" fill="var(--tl-observed-soft)" />
      <circle cx="56" cy="25" r="5" fill={observed} />
      <rect x="34" y="36" width="54" height="8" rx="4" fill="var(--tl-observed-soft)" />
      <circle cx="61" cy="40" r="5" fill={observed} />
    </>
  ),
  noPermission: (
    <>
      <path d="M8 32h38M74 32h38" stroke={quiet} />
      <rect x="48" y="28" width="24" height="18" rx="3" fill={card} stroke={ink} />
      <path d="M53 28v-5a7 7 0 0 1 14 0v5" stroke={ink} />
    </>
  ),
  error: (
    <>
      <path d="M8 32h42M70 32h42" stroke={ink} />
      <path d="m50 24 6 8-5 6M70 40l-6-8 5-6" stroke={worse} />
    </>
  ),
  withdrawn: (
    <>
      <path d="M8 44 40 36 70 30 112 10" stroke="var(--tl-predicted)" strokeDasharray="5 4" />
      <path d="M8 45 40 39 70 38 112 36" stroke={observed} />
    </>
  ),
  tooSmall: (
    <>
      <path d="M8 46h104" stroke={ink} />
      <circle cx="46" cy="32" r="6" fill={quiet} />
      <circle cx="60" cy="32" r="6" fill={quiet} />
      <circle cx="74" cy="32" r="6" fill={quiet} />
      <path d="M8 18h104" stroke={worse} strokeWidth={1.5} strokeDasharray="3 4" />
    </>
  ),
};

export function StatePicture({ picture, have = 0, need = 10 }: { picture: Picture; have?: number; need?: number }) {
  return (
    <svg viewBox="0 0 120 56" fill="none" strokeWidth={2} aria-hidden>
      {picture === 'notEnough' ? <Missing have={have} need={need} /> : drawn[picture]}
    </svg>
  );
}
