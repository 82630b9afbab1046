import type { ReactNode } from 'react';
import { type Picture, StatePicture } from './StatePicture';
import css from './State.module.css';

export type StateProps = {
  picture: Picture;
  title: ReactNode;
  /** What is so, and why. */
  children?: ReactNode;
  /** What can be done now; one filled button at most. */
  actions?: ReactNode;
  /** Speaks up by itself; for errors that come after the page has been read. */
  urgent?: boolean;
  level?: 'h1' | 'h2' | 'h3';
  have?: number;
  need?: number;
};

/** A view without its chart: what is so, why, and what can be done now. Blames nobody, shows no zero that is not a zero. */
export function State({ picture, title, children, actions, urgent = false, level: Heading = 'h2', have, need }: StateProps) {
  return (
    <div className={css.state} role={urgent ? 'alert' : undefined}>
      <StatePicture picture={picture} have={have} need={need} />
      <Heading>{title}</Heading>
      {children === undefined ? null : <div className={css.why}>{children}</div>}
      {actions === undefined ? null : <div className={css.actions}>{actions}</div>}
    </div>
  );
}
