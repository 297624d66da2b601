import type Electron from 'electron';

type PermissionRequest = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type DevicePermission = Parameters<Electron.Session['setDevicePermissionHandler']>[0];
type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

/** Electron's `session`, as far as the host uses it: permissions, requests, downloads. */
export class SessionDouble {
  #permissionRequest: PermissionRequest = null;
  #permissionCheck: PermissionCheck = null;
  #beforeRequest: BeforeRequest | null = null;
  #devicePermission: DevicePermission = null;

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null): void => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: DevicePermission): void {
    this.#devicePermission = handler;
  }

  on(): this {
    return this;
  }

  /** For tests: may the page use a device (USB, serial, HID)? Electron's own default is no. */
  allowsDevice(): boolean {
    return (
      this.#devicePermission?.({ deviceType: 'usb', origin: 'app://local', device: {} as Electron.USBDevice }) ?? false
    );
  }

  /** Asks both handlers for a permission; without handlers Electron grants everything. */
  async grants(permission: string, contents: Electron.WebContents): Promise<boolean> {
    const details = { requestingUrl: contents.getURL(), isMainFrame: true };
    const checked = this.#permissionCheck?.(contents, permission as 'media', 'app://local', details) ?? true;
    const requested = await new Promise<boolean>((resolve) => {
      if (this.#permissionRequest) this.#permissionRequest(contents, permission as 'media', resolve, details);
      else resolve(true);
    });
    return checked && requested;
  }

  /** May this address be requested at all? */
  async lets(url: string): Promise<boolean> {
    if (!this.#beforeRequest) return true;
    const listener = this.#beforeRequest;
    const answer = await new Promise<Electron.CallbackResponse>((resolve) => {
      listener({ url, method: 'GET', resourceType: 'other' } as Electron.OnBeforeRequestListenerDetails, resolve);
    });
    return answer.cancel !== true;
  }
}
