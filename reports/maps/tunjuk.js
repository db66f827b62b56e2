// A map that is pointed at: one marker, or the corners of an area. Only what is pointed at is reported.
tenteram.point = (function () {
  "use strict";
  const state = { mode: null, corners: [], marker: null, shape: null, dots: [], sent: 0, done: false, buttons: {} };
  const LIMIT = 200;

  function start(mode) {
    const map = tenteram.state.map;
    state.mode = mode;
    tenteram.state.pointing = true;
    map.createPane("tunjuk").style.zIndex = 640;
    map.getContainer().classList.add("menunjuk");
    map.doubleClickZoom.disable();
    map.on("click", (e) => clicked(e.latlng.wrap()));
    if (mode !== "titik") tools(map);
  }

  function clicked(at) {
    if (state.mode === "titik") {
      place(at);
      tell();
    } else if (!state.done && state.corners.length < LIMIT) {
      state.corners.push(at);
      draw();
      tell();
    }
  }

  // What Python knows; an answer to an older message must not undo what was pointed at since.
  function show(data) {
    if (data.seen < state.sent) return;
    const corners = data.corners.map(([lon, lat]) => L.latLng(lat, lon));
    if (state.mode === "titik") {
      place(corners[0] || null);
    } else {
      state.corners = corners;
      state.done = data.done && corners.length > 0;
      state.mode = data.mode;
      draw();
    }
    if (data.look && corners.length && !corners.every((at) => tenteram.state.map.getBounds().contains(at))) {
      tenteram.state.map.fitBounds(L.latLngBounds(corners).extend(tenteram.state.map.getBounds()), { animate: false });
    }
  }

  function place(at) {
    state.corners = at ? [at] : [];
    if (!at) {
      if (state.marker) state.marker.remove();
      state.marker = null;
    } else if (state.marker) {
      state.marker.setLatLng(at);
    } else {
      state.marker = handle(at, "penanda", "Titik yang dipilih; dapat digeser", (moved) => {
        state.corners = [moved];
        tell();
      });
    }
  }

  function handle(at, classes, title, moved) {
    const icon = L.divIcon({ className: classes, iconSize: [0, 0], html: "<div></div>" });
    const made = L.marker(at, { icon, pane: "tunjuk", draggable: true, autoPan: true, title, alt: title, keyboard: false });
    made.on("dragend", () => moved(made.getLatLng().wrap()));
    return made.addTo(tenteram.state.map);
  }

  function draw() {
    const map = tenteram.state.map;
    for (const dot of state.dots) dot.remove();
    if (state.shape) state.shape.remove();
    const style = { pane: "tunjuk", color: "#0b3954", weight: 3, fillColor: "#0b3954", fillOpacity: 0.15, interactive: false };
    const area = state.mode === "bidang" && state.corners.length > 2;
    state.shape = (area ? L.polygon(state.corners, style) : L.polyline(state.corners, style)).addTo(map);
    state.dots = state.corners.map((at, n) => handle(at, "sudut", "Sudut " + (n + 1) + "; dapat digeser", (moved) => {
      state.corners[n] = moved;
      draw();
      tell();
    }));
    state.buttons.undo.disabled = state.buttons.clear.disabled = state.corners.length === 0;
    state.buttons.done.disabled = state.corners.length < 2;
    state.buttons.done.textContent = state.done ? "Lanjut menggambar" : "Selesai";
    map.getContainer().classList.toggle("menunjuk", !state.done);
  }

  function tools(map) {
    const Tools = L.Control.extend({
      options: { position: "topright" },
      onAdd() {
        const box = L.DomUtil.create("div", "alat-gambar leaflet-control");
        L.DomEvent.disableClickPropagation(box);
        const add = (name, words, act) => {
          const button = L.DomUtil.create("button", "", box);
          button.type = "button";
          button.textContent = words;
          button.addEventListener("click", () => { act(); draw(); tell(); });
          state.buttons[name] = button;
        };
        add("undo", "Batalkan sudut terakhir", () => { state.corners.pop(); state.done = false; });
        add("clear", "Hapus semua", () => { state.corners = []; state.done = false; });
        add("done", "Selesai", () => { state.done = !state.done; });
        return box;
      },
    });
    map.addControl(new Tools());
    draw();
  }

  function tell() {
    state.sent = Math.max(Date.now(), state.sent + 1);
    const round = (value) => Math.round(value * 1e6) / 1e6;
    const corners = state.corners.map((at) => [round(at.lng), round(at.lat)]);
    if (window.Streamlit) window.Streamlit.setComponentValue({ corners, done: state.done, sent: state.sent });
  }

  return { start, show, state };
})();
