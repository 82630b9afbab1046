import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from 'react';
import css from './IconButton.module.css';

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: ReactNode };

/** A quiet button with a spoken name; words that are seen are spoken too. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(({ label, children, ...rest }, ref) => (
  <button ref={ref} type="button" title={label} {...rest} className={css.button}>
    <span className="sr">{label}</span>
    {children}
  </button>
));
IconButton.displayName = 'IconButton';
