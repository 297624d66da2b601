// The only code that stands between the page and Electron. It hands the page's port over and passes two notices back;
// everything else goes through that port.
import { contextBridge, ipcRenderer } from 'electron';
import {
  type Bridge,
  COMMAND_CHANNEL,
  type MenuCommand,
  PORT_CHANNEL,
  PORT_CLOSED_CHANNEL,
  PORT_REQUEST,
} from '../../../../src-shared/bridge.ts';

/** Listens on one channel; the listener never sees Electron's event, which would give it the sender. */
function listen(channel: string, listener: (argument: unknown) => void): () => void {
  const forward = (_event: unknown, argument: unknown): void => listener(argument);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

const bridge: Bridge = {
  host: 'electron',
  onCommand: (listener) => listen(COMMAND_CHANNEL, (command) => listener(command as MenuCommand)),
  onPortClosed: (listener) => listen(PORT_CLOSED_CHANNEL, () => listener()),
};
contextBridge.exposeInMainWorld('zerkalo', bridge);

window.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source === window && event.data === PORT_REQUEST && port) {
    ipcRenderer.postMessage(PORT_CHANNEL, null, [port]);
  }
});

// A file dropped beside a drop zone would replace the page by the file; a drop zone that wants it has already said so.
for (const kind of ['dragover', 'drop'] as const) {
  window.addEventListener(kind, (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
}
