// A map that is pointed at: one marker, or the corners of a shape. Only what is pointed at is reported.
tenteram.point = (function () {
  "use strict";
  const state = {
    mode: null, turn: null, corners: [], marker: null, shape: null, dots: [], sent: 0, done: false, pressed: null,
  };
  const buttons = {};
  const MOST = 200;
  const STILL = 6;
  const LOOK = { pane: "tunjuk", color: "#0b3954", weight: 3, fillColor: "#0b3954", fillOpacity: 0.15, interactive: false };

  function start(mode) {
    const map = tenteram.state.map;
    state.mode = mode;
    tenteram.state.pointing = true;
    map.createPane("tunjuk").style.zIndex = 660;
    map.getContainer().classList.add("menunjuk");
    map.doubleClickZoom.disable();
    // While a zoom still moves, Leaflet takes a drag for a click.
    map.on("mousedown", (e) => { state.pressed = e.containerPoint; });
    map.on("click", (e) => {
      if (!state.pressed || e.containerPoint.distanceTo(state.pressed) < STILL) clicked(e.latlng.wrap());
      state.pressed = null;
    });
    if (mode !== "titik") control(map, drawing);
    else if (navigator.geolocation && window.isSecureContext) control(map, own);
  }

  function clicked(at) {
    tenteram.state.map.eachLayer((layer) => layer.closeTooltip && layer.closeTooltip());
    if (state.mode === "titik") {
      place(at);
      tell();
    } else if (!state.done && state.corners.length < MOST) {
      state.corners.push(at);
      draw();
      tell();
    }
  }

  // What Python knows. Its answer to an older message must not undo what was pointed at since; a new
  // turn is another question and starts afresh.
  function show(data) {
    if (data.turn === state.turn && data.seen < state.sent) return;
    state.turn = data.turn;
    state.sent = data.seen;
    const corners = data.corners.map(([lon, lat]) => L.latLng(lat, lon));
    if (state.mode === "titik") {
      place(corners[0] || null);
    } else {
      state.corners = corners;
      state.mode = data.mode;
      state.done = data.done && corners.length > 0;
      draw();
    }
    follow(corners);
  }

  // Bring what is near but out of sight into it; what is far away is told in words.
  function follow(corners) {
    const map = tenteram.state.map;
    const view = map.getBounds();
    if (corners.every((at) => view.contains(at)) || !corners.every((at) => view.pad(1.5).contains(at))) return;
    tenteram.state.moved = true;
    map.fitBounds(L.latLngBounds(corners).extend(view.getCenter()).pad(0.2), { animate: false, maxZoom: map.getZoom() });
  }

  // -- one point -----------------------------------------------------------------

  function place(at) {
    state.corners = at ? [at] : [];
    if (state.marker && at) {
      state.marker.setLatLng(at);
    } else if (state.marker) {
      state.marker.remove();
      state.marker = null;
    } else if (at) {
      state.marker = handle(at, "penanda", "Titik yang dipilih; dapat digeser", (moved) => {
        state.corners = [moved];
        tell();
      });
    }
  }

  function handle(at, classes, title, moved) {
    const icon = L.divIcon({ className: classes, iconSize: [0, 0], html: "<div></div>" });
    const options = { icon, pane: "tunjuk", draggable: true, autoPan: true, title, alt: title, keyboard: false };
    const made = L.marker(at, options);
    made.on("dragend", () => moved(made.getLatLng().wrap()));
    return made.addTo(tenteram.state.map);
  }

  function own(box) {
    const map = tenteram.state.map;
    const button = add(box, "Posisi saya", () => {
      button.disabled = true;
      button.textContent = "Mencari…";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const at = L.latLng(coords.latitude, coords.longitude);
          again("Posisi saya");
          place(at);
          follow([at]);
          tell(Math.ceil(coords.accuracy));
        },
        () => again("Posisi tidak diketahui"),
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 },
      );
    });
    function again(words) {
      button.disabled = false;
      button.textContent = words;
    }
  }

  // -- corners -------------------------------------------------------------------

  function draw() {
    const map = tenteram.state.map;
    for (const dot of state.dots) dot.remove();
    if (state.shape) state.shape.remove();
    const area = state.mode === "bidang" && state.corners.length > 2;
    state.shape = (area ? L.polygon(state.corners, LOOK) : L.polyline(state.corners, LOOK)).addTo(map);
    state.dots = state.corners.map((at, n) => handle(at, "sudut", "Sudut " + (n + 1) + "; dapat digeser", (moved) => {
      state.corners[n] = moved;
      draw();
      tell();
    }));
    buttons.undo.disabled = buttons.clear.disabled = state.corners.length === 0;
    buttons.done.disabled = state.corners.length < 2;
    buttons.done.textContent = state.done ? "Tambah sudut" : "Selesai";
    map.getContainer().classList.toggle("menunjuk", !state.done);
  }

  function drawing(box) {
    const change = (act) => () => { act(); draw(); tell(); };
    buttons.undo = add(box, "Urungkan", change(() => { state.corners.pop(); state.done = false; }));
    buttons.clear = add(box, "Hapus", change(() => { state.corners = []; state.done = false; }));
    buttons.done = add(box, "Selesai", change(() => { state.done = !state.done; }));
    buttons.undo.title = "Buang sudut terakhir";
    buttons.clear.title = "Buang semua sudut";
    draw();
  }

  // -- buttons and reports -------------------------------------------------------

  function control(map, fill) {
    const Tools = L.Control.extend({
      options: { position: "topright" },
      onAdd() {
        const box = L.DomUtil.create("div", "alat-tunjuk leaflet-control");
        L.DomEvent.disableClickPropagation(box);
        fill(box);
        return box;
      },
    });
    map.addControl(new Tools());
  }

  function add(box, words, act) {
    const button = L.DomUtil.create("button", "", box);
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  function tell(accuracy) {
    state.sent = Math.max(Date.now(), state.sent + 1);
    const round = (value) => Math.round(value * 1e6) / 1e6;
    const corners = state.corners.map((at) => [round(at.lng), round(at.lat)]);
    const message = { corners, done: state.done, sent: state.sent, accuracy: accuracy === undefined ? null : accuracy };
    if (window.Streamlit) window.Streamlit.setComponentValue(message);
  }

  return { start, show, state };
})();
