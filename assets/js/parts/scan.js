// <lx-scan data-prefix="/q/"><button type="button" data-start>打开相机</button><video data-view muted playsinline hidden></video>
// <p data-say role="status"></p></lx-scan>: reads a code in the page and goes there, if it is one of ours.
// The phone's own scanner and the typed code are the other ways; this one needs https.
class Scan extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector('video');
    this.say = (text) => {
      const place = this.querySelector('[data-say]');
      if (place) place.textContent = text;
    };
    if (!navigator.mediaDevices?.getUserMedia) {
      this.say('这里不能打开相机，请用手机自带的扫一扫，或输入屏幕上的签到码。');
      this.querySelector('[data-start]')?.setAttribute('hidden', '');
      return;
    }
    this.querySelector('[data-start]')?.addEventListener('click', () => this.start());
    if (this.hasAttribute('data-at-once')) this.start();
  }

  disconnectedCallback() {
    this.scanner?.destroy();
  }

  async start() {
    if (this.scanner) return;
    this.say('正在打开相机…');
    try {
      const { default: QrScanner } = await import('qr-scanner');
      this.video.hidden = false;
      this.scanner = new QrScanner(this.video, (result) => this.read(result.data), {
        preferredCamera: 'environment',
        highlightScanRegion: true,
        returnDetailedScanResult: true,
      });
      await this.scanner.start();
      this.say('请把镜头对准屏幕上的二维码');
    } catch {
      this.scanner?.destroy();
      this.scanner = null;
      this.video.hidden = true;
      this.say('相机没有打开。请在系统设置里允许使用相机，或输入屏幕上的签到码。');
    }
  }

  read(text) {
    let url;
    try {
      url = new URL(text, location.href);
    } catch {
      url = null;
    }
    if (url?.origin !== location.origin || !url.pathname.startsWith(this.dataset.prefix ?? '/')) {
      this.say('这不是本系统的二维码，请对准会议屏幕上的码。');
      return;
    }
    this.scanner.stop();
    navigator.vibrate?.(60);
    this.say('已识别，正在签到…');
    location.assign(url.href);
  }
}
customElements.define('lx-scan', Scan);
