import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';
import css from './SideDrawer.module.css';

type SideDrawerProps = { opened: boolean; onClose: () => void; title: string; close: string; children: ReactNode };

/** A sheet at the end of the page for what belongs to the view below it; Esc closes it and gives focus back. */
export function SideDrawer({ opened, onClose, title, close, children }: SideDrawerProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size={460} classNames={{ content: css.drawer }}>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content aria-label={title}>
        <Drawer.Body p={0}>
          <div className={css.head}>
            <p className="h3 b">{title}</p>
            <IconButton label={close} onClick={onClose}><Icon name="x" /></IconButton>
          </div>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
