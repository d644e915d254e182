// 填报台：页面上随时更新的部分、编辑框、上传。Without it nothing can be changed.
(() => {
  'use strict';
  const secret = document.querySelector('meta[name=panel]').content;
  const said = document.getElementById('said');
  const own = sessionStorage.getItem('window') || Math.random().toString(36).slice(2);
  sessionStorage.setItem('window', own);

  const say = (text) => { said.textContent = text; };
  const post = (address, body, kind) => fetch(address, {
    method: 'POST', body, headers: {'X-Panel': secret, 'Content-Type': kind || 'application/octet-stream'},
  });
  const lost = '填报台没有回音：可能已经关闭。请看看启动它的窗口，重新打开。';

  // --- what a page shows of the state of its document
  const live = document.querySelector('[data-live]');
  let seen = '', asking = false, renewing = false;
  // what somebody is typing into a box stays, and so does the cursor
  function renew(text) {
    const typed = new Map([...live.querySelectorAll('[data-keep]')].map((one) => [one.dataset.keep, one.value]));
    const here = document.activeElement, at = live.contains(here) && here.dataset.keep;
    const from = at && here.selectionStart, to = at && here.selectionEnd;
    renewing = true;
    live.innerHTML = text;
    for (const one of live.querySelectorAll('[data-keep]')) {
      one.value = typed.get(one.dataset.keep) || '';
      if (at === one.dataset.keep) { one.focus(); one.setSelectionRange(from, to); }
    }
    renewing = false;
  }
  async function look() {
    if (asking || document.hidden && seen) return;
    asking = true;
    try {
      const answer = await fetch(`${live.dataset.live}&window=${own}&seen=${encodeURIComponent(seen)}`, {cache: 'no-store'});
      const text = await answer.text();
      seen = answer.headers.get('X-Seen') || '';
      if (text) renew(text);
      if (said.textContent === lost) say('');
    } catch { say(lost); }
    asking = false;
  }
  if (live) { look(); setInterval(look, 1000); }
  for (const place of document.querySelectorAll('[data-load]'))
    fetch(place.dataset.load).then((answer) => answer.ok ? answer.text() : '').then((text) => { place.innerHTML = text; }, () => {});

  // --- looking for a document
  const search = document.querySelector('[data-search]');
  if (search) search.addEventListener('input', () => {
    const words = search.value.trim().split(/\s+/);
    let found = 0;
    for (const row of document.getElementById(search.dataset.search).tBodies[0].rows) {
      row.hidden = !words.every((word) => row.textContent.includes(word));
      found += !row.hidden;
    }
    document.querySelector('[data-none]').hidden = found > 0;
  });

  // --- what is asked only where a choice wants it
  for (const choice of document.querySelectorAll('[data-other]')) {
    const show = () => { document.getElementById(choice.dataset.other).hidden = choice.value !== '+'; };
    choice.addEventListener('change', show);
    show();
  }

  // --- forms that do something
  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('[data-post]');
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector('button[type=submit]'), into = form.querySelector('[data-into]');
    if (button) button.disabled = true;
    say('正在做……');
    try {
      const answer = await post(form.dataset.post, new URLSearchParams(new FormData(form)), 'application/x-www-form-urlencoded');
      const text = await answer.text(), go = answer.headers.get('X-Go');
      say('');
      if (go) { if (new URL(go, location.href).href === location.href) location.reload(); else location.href = go; return; }
      if (answer.ok && 'replace' in form.dataset) {
        const page = new DOMParser().parseFromString(text, 'text/html');
        document.querySelector('main').replaceWith(page.querySelector('main'));
        document.querySelector('main').focus();
        scrollTo(0, 0);
        return;
      }
      into.innerHTML = text;
      if (answer.ok && 'quiet' in form.dataset) { say('写好了，正在检查……'); await look(); say(''); return; }
    } catch { say(lost); }
    if (button) button.disabled = false;
  });

  // --- a box is written when it is left
  const unwritten = (box) => box && box.matches('form.blank [name=value]') && box.value.trim() && box.dataset.sent !== box.value;
  document.addEventListener('focusout', ({target: box}) => {
    if (renewing || !unwritten(box)) return;
    box.dataset.sent = box.value;
    box.form.requestSubmit();
  });
  addEventListener('beforeunload', (event) => { if (unwritten(document.activeElement)) event.preventDefault(); });

  // --- workbooks: all are sent, then it is shown what would be taken, then that is confirmed
  const upload = document.querySelector('[data-upload]');
  if (upload) {
    const into = document.getElementById(upload.dataset.into), about = upload.dataset.upload;
    const show = (text) => { into.innerHTML = text; into.scrollIntoView({block: 'nearest'}); };
    const send = async (files) => {
      let pile = '';
      try {
        for (const file of files) {
          say(`正在送 ${file.name}……`);
          if (file.size > Number(upload.dataset.most)) { say(`${file.name} 太大了，没有导入。`); return; }
          const answer = await post(`upload?${about}&pile=${pile}&name=${encodeURIComponent(file.name)}`, file);
          if (!answer.ok) { show(await answer.text()); say(''); return; }
          pile = answer.headers.get('X-Pile');
        }
        say('正在看里面有什么……');
        show(await (await post(`look?${about}&pile=${pile}`, '')).text());
        say('');
      } catch { say(lost); }
    };
    upload.addEventListener('change', async () => { await send([...upload.files]); upload.value = ''; });
    into.addEventListener('click', async (event) => {
      const take = event.target.closest('[data-take]');
      if (event.target.closest('[data-drop]')) into.innerHTML = '';
      if (!take) return;
      take.disabled = true;
      say('正在导入……');
      try { show(await (await post(`take?${about}&pile=${take.dataset.take}`, '')).text()); say(''); look(); } catch { say(lost); }
    });
    addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
    addEventListener('drop', (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      send([...event.dataTransfer.files]);
    });
  }

  // --- a file in an editor
  const editor = document.querySelector('[data-editor]');
  if (editor) {
    const area = editor.querySelector('textarea'), gutter = editor.querySelector('.numbers'), numbers = gutter.firstElementChild;
    const saved = editor.querySelector('[data-saved]'), conflict = editor.querySelector('[data-conflict]');
    const draft = editor.querySelector('[data-draft]');
    const about = `id=${encodeURIComponent(editor.dataset.id)}&file=${encodeURIComponent(editor.dataset.path)}`;
    let kept = area.value, timer = 0;

    const number = () => {
      const many = area.value.split('\n').length;
      if (numbers.dataset.many !== String(many)) {
        numbers.textContent = Array.from({length: many}, (_, at) => at + 1).join('\n');
        numbers.dataset.many = many;
      }
    };
    const jump = (line) => {
      const lines = area.value.split('\n'), from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(from, from + (lines[line - 1] || '').length);
      const height = parseFloat(getComputedStyle(area).lineHeight);
      area.scrollTop = Math.max(0, (line - 6) * height);
      area.scrollLeft = 0;
    };
    const check = async () => {
      const answer = await post(`draft?${about}`, area.value);
      if (answer.ok) draft.innerHTML = area.value === kept ? '' : await answer.text();
    };
    const save = async () => {
      const text = area.value;
      saved.textContent = '正在保存……';
      try {
        const answer = await post(`save?${about}&digest=${editor.dataset.digest}`, text);
        const told = await answer.text();
        if (answer.ok) {
          editor.dataset.digest = answer.headers.get('X-Digest');
          kept = text;
          saved.textContent = '已保存';
          conflict.innerHTML = draft.innerHTML = '';
          look();
        } else {
          saved.textContent = '没有保存';
          conflict.innerHTML = told;
          conflict.scrollIntoView({block: 'nearest'});
        }
      } catch { saved.textContent = '没有保存'; say(lost); }
    };
    area.addEventListener('scroll', () => { gutter.scrollTop = area.scrollTop; });
    area.addEventListener('input', () => {
      number();
      saved.textContent = area.value === kept ? '' : '改了，还没有保存';
      clearTimeout(timer);
      timer = setTimeout(() => check().catch(() => say(lost)), 300);
    });
    editor.addEventListener('submit', (event) => { event.preventDefault(); save(); });
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); save(); }
    });
    editor.addEventListener('click', (event) => {
      const to = event.target.closest('[data-line]');
      if (to && (!to.dataset.file || to.dataset.file === editor.dataset.path)) { event.preventDefault(); jump(Number(to.dataset.line)); }
      if (event.target.closest('[data-overwrite]')) {
        editor.dataset.digest = conflict.querySelector('[data-digest]').dataset.digest;
        save();
      }
      if (event.target.closest('[data-reload]')) { kept = area.value; location.reload(); }
    });
    addEventListener('beforeunload', (event) => { if (area.value !== kept) event.preventDefault(); });
    number();
    if (Number(editor.dataset.start)) jump(Number(editor.dataset.start));
  }
})();
