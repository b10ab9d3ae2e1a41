// <lx-files data-most="bytes" data-count="n"><div class="drop"><input type="file" multiple></div><ul class="files">:
// several files, dragged or chosen in several goes; each with its size and a button to take it away.
// What the server has already set aside stands in the list as a ticked box and counts as well.
import { make } from './page.js';
import { toast } from './toast.js';
import { human, Upload } from './upload.js';

class Files extends Upload {
  connectedCallback() {
    super.connectedCallback();
    this.held = [];
    this.list = this.querySelector('ul.files');
    this.mayChange = typeof DataTransfer === 'function';
  }

  dropped(event) {
    if (event.dataTransfer.files.length) this.add([...event.dataTransfer.files]);
  }

  chosen() {
    this.add([...this.input.files]);
  }

  get most() {
    return Number(this.dataset.count ?? 1);
  }

  add(files) {
    const ticked = this.list.querySelectorAll('input:checked').length;
    const held = this.most === 1 || !this.mayChange ? [] : [...this.held];
    for (const file of files) {
      const fault = this.fault(file);
      if (fault) toast(fault, 'error');
      else if (held.length + ticked >= this.most) {
        toast(`最多 ${this.most} 个文件，“${file.name}”没有加入。`, 'error');
        break;
      } else if (!held.some((each) => each.name === file.name && each.size === file.size && each.lastModified === file.lastModified)) held.push(file);
    }
    this.hold(held);
  }

  /** The input carries exactly these; a browser that cannot be told keeps what was chosen last. */
  hold(files) {
    this.held = files;
    if (this.mayChange) {
      const carried = new DataTransfer();
      for (const file of files) carried.items.add(file);
      this.input.files = carried.files;
    }
    for (const old of this.list.querySelectorAll('li.new')) old.remove();
    for (const file of files) this.list.append(this.line(file));
  }

  line(file) {
    const away = make('button', { type: 'button', class: 'btn quiet sm', 'aria-label': `移除“${file.name}”` }, '移除');
    away.addEventListener('click', () => {
      this.hold(this.held.filter((each) => each !== file));
      this.input.focus();
    });
    return make('li', { class: 'new' }, make('span', { class: 'name' }, file.name), make('small', {}, human(file.size)), ...(this.mayChange ? [away] : []));
  }
}
customElements.define('lx-files', Files);
