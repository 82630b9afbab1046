import { Link } from '@tanstack/react-router';
import css from './Header.module.css';

export function LineMark() {
  return (
    <svg viewBox="0 0 30 20" width={30} height={20} aria-hidden>
      <path d="M1 10h28" stroke="var(--tl-accent)" strokeWidth={2} strokeLinecap="round" />
      <rect x="7" y="6.5" width="16" height="7" rx="3.5" fill="var(--tl-accent)" opacity=".28" />
      <circle cx="15" cy="10" r="4.2" fill="var(--tl-accent)" />
    </svg>
  );
}

export function Brand() {
  return (
    <Link to="/pulse" className={css.brand}>
      <LineMark />
      <span lang="en">Throughline</span>
    </Link>
  );
}
