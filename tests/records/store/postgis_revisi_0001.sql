CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
CREATE FUNCTION public.tenteram_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'only grows: %', TG_TABLE_NAME; END $$;
CREATE TABLE public.accounts (
    username text NOT NULL,
    nama text NOT NULL,
    role text NOT NULL,
    password_hash text NOT NULL,
    disabled boolean NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit (
    id integer NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    verb text NOT NULL,
    note text NOT NULL,
    details text NOT NULL,
    written text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.conflict_cases (
    fid integer NOT NULL,
    id_kasus text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    judul text NOT NULL,
    kode_kategori text NOT NULL,
    sumber_konflik text,
    desa text NOT NULL,
    tgl_teridentifikasi text NOT NULL,
    tingkat_eskalasi integer NOT NULL,
    riwayat_eskalasi text NOT NULL,
    tahap text NOT NULL,
    jalur text,
    pemicu text,
    akar text,
    status_quo boolean,
    tgl_tutup text,
    alasan_tutup text,
    visibilitas text NOT NULL,
    waktu_input timestamp(3) with time zone NOT NULL,
    geom public.geometry(Geometry,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.conflict_cases_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.conflict_cases_fid_seq OWNED BY public.conflict_cases.fid;
CREATE TABLE public.counters (
    prefix text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL
);
CREATE TABLE public.desa (
    fid integer NOT NULL,
    kode_desa text NOT NULL,
    nama text NOT NULL,
    jenis text,
    urutan integer NOT NULL,
    geom public.geometry(Geometry,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.desa_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.desa_fid_seq OWNED BY public.desa.fid;
CREATE TABLE public.incidents (
    fid integer NOT NULL,
    id_kejadian text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    waktu_kejadian timestamp(3) with time zone NOT NULL,
    presisi_waktu text NOT NULL,
    zona_waktu_asli text NOT NULL,
    waktu_lapor timestamp(3) with time zone,
    waktu_input timestamp(3) with time zone NOT NULL,
    kode_kategori text NOT NULL,
    kode_desa text,
    desa_teks text,
    dusun_rt text,
    patokan text,
    presisi_lokasi text NOT NULL,
    asal text NOT NULL,
    sumber text,
    kronologi text,
    jumlah_terlibat integer,
    korban_luka integer,
    korban_jiwa integer,
    kerugian_rp double precision,
    luas_ha double precision,
    dampak_aktual double precision NOT NULL,
    status text NOT NULL,
    status_verifikasi text NOT NULL,
    visibilitas text NOT NULL,
    dirujuk_ke text,
    no_surat_rujukan text,
    pasal text,
    id_kasus text,
    id_jurnal text,
    berulang_dari text,
    karantina text,
    geom public.geometry(Point,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.incidents_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incidents_fid_seq OWNED BY public.incidents.fid;
CREATE TABLE public.login_tries (
    id integer NOT NULL,
    account_hash text NOT NULL,
    address_hash text NOT NULL,
    at timestamp(3) with time zone NOT NULL
);
CREATE SEQUENCE public.login_tries_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.login_tries_id_seq OWNED BY public.login_tries.id;
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.parties (
    id integer NOT NULL,
    frame text NOT NULL,
    key text NOT NULL,
    peran text NOT NULL,
    nama text NOT NULL,
    nik text,
    hp text,
    alamat text,
    umur integer,
    anak boolean NOT NULL,
    act_id integer NOT NULL
);
CREATE SEQUENCE public.parties_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.parties_id_seq OWNED BY public.parties.id;
CREATE TABLE public.patrol_logs (
    fid integer NOT NULL,
    id_jurnal text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    jenis text NOT NULL,
    berangkat timestamp(3) with time zone NOT NULL,
    kembali timestamp(3) with time zone,
    menit_desa text NOT NULL,
    personel integer,
    unsur text,
    nihil boolean NOT NULL,
    uraian text,
    cuaca text,
    hambatan text,
    km double precision,
    waktu_laporan timestamp(3) with time zone,
    waktu_input timestamp(3) with time zone NOT NULL,
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.patrol_logs_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.patrol_logs_fid_seq OWNED BY public.patrol_logs.fid;
CREATE TABLE public.patrol_tracks (
    fid integer NOT NULL,
    id_jalur text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    nama text,
    id_jurnal text,
    mulai timestamp(3) with time zone,
    selesai timestamp(3) with time zone,
    sumber_jalur text NOT NULL,
    jumlah_titik integer NOT NULL,
    km double precision,
    titik bytea NOT NULL,
    waktu_input timestamp(3) with time zone NOT NULL,
    geom public.geometry(Geometry,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.patrol_tracks_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.patrol_tracks_fid_seq OWNED BY public.patrol_tracks.fid;
CREATE TABLE public.places (
    fid integer NOT NULL,
    id_tempat text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    nama text NOT NULL,
    jenis text NOT NULL,
    kode_desa text,
    keterangan text,
    karantina text,
    waktu_input timestamp(3) with time zone NOT NULL,
    geom public.geometry(Point,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.places_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.places_fid_seq OWNED BY public.places.fid;
CREATE TABLE public.population (
    fid integer NOT NULL,
    id_penduduk text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    kode_desa text NOT NULL,
    tahun integer NOT NULL,
    penduduk integer NOT NULL,
    waktu_input timestamp(3) with time zone NOT NULL,
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.population_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.population_fid_seq OWNED BY public.population.fid;
CREATE TABLE public.roads (
    fid integer NOT NULL,
    id_jalan text NOT NULL,
    id_sumber text,
    sidik text NOT NULL,
    nama text,
    kelas text,
    kecepatan_kmj double precision,
    waktu_input timestamp(3) with time zone NOT NULL,
    geom public.geometry(Geometry,4326),
    versi integer NOT NULL,
    act_id integer NOT NULL,
    sidik_baris bytea NOT NULL
);
CREATE SEQUENCE public.roads_fid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.roads_fid_seq OWNED BY public.roads.fid;
CREATE TABLE public.sessions (
    token_hash text NOT NULL,
    username text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    last_seen timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);
ALTER TABLE ONLY public.conflict_cases ALTER COLUMN fid SET DEFAULT nextval('public.conflict_cases_fid_seq'::regclass);
ALTER TABLE ONLY public.desa ALTER COLUMN fid SET DEFAULT nextval('public.desa_fid_seq'::regclass);
ALTER TABLE ONLY public.incidents ALTER COLUMN fid SET DEFAULT nextval('public.incidents_fid_seq'::regclass);
ALTER TABLE ONLY public.login_tries ALTER COLUMN id SET DEFAULT nextval('public.login_tries_id_seq'::regclass);
ALTER TABLE ONLY public.parties ALTER COLUMN id SET DEFAULT nextval('public.parties_id_seq'::regclass);
ALTER TABLE ONLY public.patrol_logs ALTER COLUMN fid SET DEFAULT nextval('public.patrol_logs_fid_seq'::regclass);
ALTER TABLE ONLY public.patrol_tracks ALTER COLUMN fid SET DEFAULT nextval('public.patrol_tracks_fid_seq'::regclass);
ALTER TABLE ONLY public.places ALTER COLUMN fid SET DEFAULT nextval('public.places_fid_seq'::regclass);
ALTER TABLE ONLY public.population ALTER COLUMN fid SET DEFAULT nextval('public.population_fid_seq'::regclass);
ALTER TABLE ONLY public.roads ALTER COLUMN fid SET DEFAULT nextval('public.roads_fid_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.audit VALUES (1, '2026-11-23 09:45:00+00', 'kasi', 'kasi', 'incidents.impor', 'pertama', '{}', '{"incidents":{"baris":2,"sha256":"8aea7424a8cd52305ad04969ef32ceadcdf5cb7c9dc54f3ad0e5ae9c2b517a2c"}}', '', 'b34837db211bfc6341c87232fe15dd2e0b40fba0980a10deaa4cf39e4b4c6b93');
INSERT INTO public.audit VALUES (2, '2026-11-23 09:45:00+00', 'kasi', 'kasi', 'kejadian.ubah', '', '{}', '{"incidents":{"baris":1,"sha256":"f4b4e4a8ceeab01735acf863885fa6ba4701b034414272dc2da8b284453fdb44"}}', 'b34837db211bfc6341c87232fe15dd2e0b40fba0980a10deaa4cf39e4b4c6b93', '36f2ddde29bc98e31b3a32cba2aca3159b2d9aa8f863c3fb9949fdef89b412a3');
INSERT INTO public.audit VALUES (3, '2026-11-23 09:45:00+00', 'kasi', 'kasi', 'cases.impor', '', '{}', '{"conflict_cases":{"baris":1,"sha256":"b28e08cc07e32f8a051777b09aea9becd4cfba1612d7ccb43afe6369df53b6b3"}}', '36f2ddde29bc98e31b3a32cba2aca3159b2d9aa8f863c3fb9949fdef89b412a3', '7552a85bfef73f3def81473d6079a617a8eab7871caada12105bfa800e27a476');
INSERT INTO public.audit VALUES (4, '2026-11-23 09:45:00+00', 'kasi', 'kasi', 'identitas.tambah', '', '{"identitas":[{"hmac":"e0029e508ee868deac496db126eb134c096916bbfea9b26f4a36ceb47a51bad7","tambah":1}]}', '{}', '7552a85bfef73f3def81473d6079a617a8eab7871caada12105bfa800e27a476', '848cf09e16de22595b940c3db2c44699167b060300ff7e5f84035292d140d1c8');
INSERT INTO public.conflict_cases VALUES (1, 'KFL-2026-0001', NULL, 'k1', 'Batas kebun', 'LHN-01', NULL, '["62.01"]', '2026-10-01', 1, '[["2026-10-01",1]]', 'mediasi', NULL, NULL, NULL, NULL, NULL, NULL, 'terbatas', '2026-11-23 09:45:00+00', '0103000020E610000001000000050000006666666666C65C4000000000000000C06666666666C65C40666666666666FEBF0000000000C05C40666666666666FEBF0000000000C05C4000000000000000C06666666666C65C4000000000000000C0', 1, 3, '\x87cd5bb4e35745aa87599c9884dbc9a1aaf9dedc67f86b17a8dc41bc8730efee');
INSERT INTO public.counters VALUES ('KJD', 2026, 2);
INSERT INTO public.counters VALUES ('KFL', 2026, 1);
INSERT INTO public.incidents VALUES (1, 'KJD-2026-0001', NULL, 's0', '2026-03-01 12:00:00.9+00', 'tepat', 'Asia/Pontianak', NULL, '2026-11-23 09:45:00+00', 'JLN-04', NULL, NULL, NULL, NULL, 'gps', 'laporan_warga', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'masuk', 'belum', 'umum', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '0101000020E61000006666666666C65C4000000000000000C0', 1, 1, '\x0923ed7fb030a272dc15922c46845ab716c88dd16b6b1dbd30bc5f9251b66657');
INSERT INTO public.incidents VALUES (2, 'KJD-2026-0002', NULL, 's1', '2026-03-01 12:00:00.9+00', 'tepat', 'Asia/Pontianak', NULL, '2026-11-23 09:45:00+00', 'JLN-04', NULL, NULL, NULL, NULL, 'gps', 'laporan_warga', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'masuk', 'belum', 'umum', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '0101000020E61000006666666666C65C4000000000000000C0', 1, 1, '\x5097f57bd4442ef1937bf3126f21e196cbf4d348acacf2d4a5854bf21b49a33b');
INSERT INTO public.incidents VALUES (3, 'KJD-2026-0001', NULL, 's0', '2026-03-01 12:00:00.9+00', 'tepat', 'Asia/Pontianak', NULL, '2026-11-23 09:45:00+00', 'MIR-02', NULL, NULL, NULL, NULL, 'gps', 'laporan_warga', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'masuk', 'belum', 'umum', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '0101000020E61000006666666666C65C4000000000000000C0', 2, 2, '\xa5e962aa5c526206030ae23178eea05816b9bb7c98a98bd965073252bdbbdc37');
INSERT INTO public.meta VALUES ('zona', 'Asia/Pontianak');
INSERT INTO public.meta VALUES ('kunci', '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.parties VALUES (1, 'incidents', 'KJD-2026-0001', 'saksi', 'N. N.', NULL, NULL, NULL, NULL, false, 4);
SELECT pg_catalog.setval('public.conflict_cases_fid_seq', 1, true);
SELECT pg_catalog.setval('public.desa_fid_seq', 1, false);
SELECT pg_catalog.setval('public.incidents_fid_seq', 3, true);
SELECT pg_catalog.setval('public.login_tries_id_seq', 1, false);
SELECT pg_catalog.setval('public.parties_id_seq', 1, true);
SELECT pg_catalog.setval('public.patrol_logs_fid_seq', 1, false);
SELECT pg_catalog.setval('public.patrol_tracks_fid_seq', 1, false);
SELECT pg_catalog.setval('public.places_fid_seq', 1, false);
SELECT pg_catalog.setval('public.population_fid_seq', 1, false);
SELECT pg_catalog.setval('public.roads_fid_seq', 1, false);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (username);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.conflict_cases
    ADD CONSTRAINT conflict_cases_id_kasus_versi_key UNIQUE (id_kasus, versi);
ALTER TABLE ONLY public.conflict_cases
    ADD CONSTRAINT conflict_cases_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (prefix, year);
ALTER TABLE ONLY public.desa
    ADD CONSTRAINT desa_kode_desa_versi_key UNIQUE (kode_desa, versi);
ALTER TABLE ONLY public.desa
    ADD CONSTRAINT desa_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_id_kejadian_versi_key UNIQUE (id_kejadian, versi);
ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.login_tries
    ADD CONSTRAINT login_tries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.parties
    ADD CONSTRAINT parties_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patrol_logs
    ADD CONSTRAINT patrol_logs_id_jurnal_versi_key UNIQUE (id_jurnal, versi);
ALTER TABLE ONLY public.patrol_logs
    ADD CONSTRAINT patrol_logs_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.patrol_tracks
    ADD CONSTRAINT patrol_tracks_id_jalur_versi_key UNIQUE (id_jalur, versi);
ALTER TABLE ONLY public.patrol_tracks
    ADD CONSTRAINT patrol_tracks_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_id_tempat_versi_key UNIQUE (id_tempat, versi);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.population
    ADD CONSTRAINT population_id_penduduk_versi_key UNIQUE (id_penduduk, versi);
ALTER TABLE ONLY public.population
    ADD CONSTRAINT population_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.roads
    ADD CONSTRAINT roads_id_jalan_versi_key UNIQUE (id_jalan, versi);
ALTER TABLE ONLY public.roads
    ADD CONSTRAINT roads_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);
CREATE INDEX ix_conflict_cases_act_id ON public.conflict_cases USING btree (act_id);
CREATE UNIQUE INDEX ix_conflict_cases_sidik ON public.conflict_cases USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_desa_act_id ON public.desa USING btree (act_id);
CREATE INDEX ix_incidents_act_id ON public.incidents USING btree (act_id);
CREATE UNIQUE INDEX ix_incidents_sidik ON public.incidents USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_login_tries_account_hash ON public.login_tries USING btree (account_hash);
CREATE INDEX ix_login_tries_address_hash ON public.login_tries USING btree (address_hash);
CREATE INDEX ix_login_tries_at ON public.login_tries USING btree (at);
CREATE INDEX ix_parties_act_id ON public.parties USING btree (act_id);
CREATE INDEX ix_parties_key ON public.parties USING btree (key);
CREATE INDEX ix_patrol_logs_act_id ON public.patrol_logs USING btree (act_id);
CREATE UNIQUE INDEX ix_patrol_logs_sidik ON public.patrol_logs USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_patrol_tracks_act_id ON public.patrol_tracks USING btree (act_id);
CREATE UNIQUE INDEX ix_patrol_tracks_sidik ON public.patrol_tracks USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_places_act_id ON public.places USING btree (act_id);
CREATE UNIQUE INDEX ix_places_sidik ON public.places USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_population_act_id ON public.population USING btree (act_id);
CREATE UNIQUE INDEX ix_population_sidik ON public.population USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_roads_act_id ON public.roads USING btree (act_id);
CREATE UNIQUE INDEX ix_roads_sidik ON public.roads USING btree (sidik) WHERE (versi = 1);
CREATE INDEX ix_sessions_username ON public.sessions USING btree (username);
CREATE TRIGGER audit_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER conflict_cases_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.conflict_cases FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER desa_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.desa FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER incidents_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.incidents FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER patrol_logs_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.patrol_logs FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER patrol_tracks_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.patrol_tracks FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER places_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER population_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.population FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
CREATE TRIGGER roads_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roads FOR EACH STATEMENT EXECUTE FUNCTION public.tenteram_only_grows();
ALTER TABLE ONLY public.conflict_cases
    ADD CONSTRAINT conflict_cases_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desa
    ADD CONSTRAINT desa_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties
    ADD CONSTRAINT parties_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patrol_logs
    ADD CONSTRAINT patrol_logs_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patrol_tracks
    ADD CONSTRAINT patrol_tracks_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.population
    ADD CONSTRAINT population_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.roads
    ADD CONSTRAINT roads_act_id_fkey FOREIGN KEY (act_id) REFERENCES public.audit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_username_fkey FOREIGN KEY (username) REFERENCES public.accounts(username);
