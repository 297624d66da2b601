import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import { PORT_CHANNEL, PORT_CLOSED_CHANNEL } from '../../../src-shared/bridge.ts';
import { isTrustedSender } from './guards.ts';

/** What the host does with the port of a page that it believes. */
export interface ConnectionsOptions {
  /** Serves one port and starts it; until then its messages wait, so none is lost while the core still opens. */
  serve(port: MessagePortMain): void;
  /** Somebody who is not our page asked for a connection; `from` is the address, for the log. */
  onRefused(from: string): void;
}

export interface Connections {
  /** Lets go of every port and tells the pages to connect anew. */
  closeAll(): void;
}

/**
 * Takes the ports that pages hand over and has them served
 *
 * A port of a foreign or embedded frame is closed unread. A page may hold several ports for a moment, because it connects
 * anew before its old port is gone.
 */
export function acceptConnections(options: ConnectionsOptions): Connections {
  const ports = new Map<MessagePortMain, WebContents>();
  ipcMain.on(PORT_CHANNEL, (event) => {
    // SECURITY: the only IPC channel from pages to the main process.
    if (!isTrustedSender(event)) {
      for (const port of event.ports) port.close();
      options.onRefused(event.senderFrame?.url ?? 'a frame that is gone');
      return;
    }
    const [port, ...others] = event.ports;
    for (const other of others) other.close();
    if (!port) return;
    ports.set(port, event.sender);
    port.on('close', () => ports.delete(port));
    options.serve(port);
  });
  return {
    closeAll() {
      const pages = new Set(ports.values());
      for (const port of ports.keys()) port.close();
      for (const page of pages) {
        if (!page.isDestroyed()) page.send(PORT_CLOSED_CHANNEL);
      }
    },
  };
}
