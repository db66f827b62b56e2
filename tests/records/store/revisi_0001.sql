PRAGMA application_id=1196444487;
PRAGMA user_version=10300;
BEGIN TRANSACTION;
CREATE TABLE accounts (
	username TEXT NOT NULL, 
	nama TEXT NOT NULL, 
	role TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (username)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	role TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	note TEXT NOT NULL, 
	details TEXT NOT NULL, 
	written TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (hash)
);
INSERT INTO "audit" VALUES(1,'2026-11-23T09:45:00.000Z','kasi','kasi','incidents.impor','','{}','{"incidents":{"baris":2,"sha256":"8aea7424a8cd52305ad04969ef32ceadcdf5cb7c9dc54f3ad0e5ae9c2b517a2c"}}','','1d1a37ff5408d28c07865830d9a7f95ef8ca74222cc0883333202d430af2c2f8');
INSERT INTO "audit" VALUES(2,'2026-11-23T09:45:00.000Z','kasi','kasi','kejadian.ubah','salah kategori','{}','{"incidents":{"baris":1,"sha256":"f4b4e4a8ceeab01735acf863885fa6ba4701b034414272dc2da8b284453fdb44"}}','1d1a37ff5408d28c07865830d9a7f95ef8ca74222cc0883333202d430af2c2f8','665de76582c37c8bde0446e7774b4c9f5b2aec727a09772a7180d142f1bd47ab');
INSERT INTO "audit" VALUES(3,'2026-11-23T09:45:00.000Z','kasi','kasi','cases.impor','','{}','{"conflict_cases":{"baris":1,"sha256":"b28e08cc07e32f8a051777b09aea9becd4cfba1612d7ccb43afe6369df53b6b3"}}','665de76582c37c8bde0446e7774b4c9f5b2aec727a09772a7180d142f1bd47ab','8e84434ae94ab44b3aac7ec2816ec24dd94b5731d7542a70518cbda46cd5228a');
INSERT INTO "audit" VALUES(4,'2026-11-23T09:45:00.000Z','kasi','kasi','identitas.catat','','{"identitas":[{"hmac":"e0029e508ee868deac496db126eb134c096916bbfea9b26f4a36ceb47a51bad7","tambah":1}]}','{}','8e84434ae94ab44b3aac7ec2816ec24dd94b5731d7542a70518cbda46cd5228a','c67706010fa39037aaca94a5470111022f079f93fefce968fb3dc89771b8917c');
CREATE TABLE conflict_cases (
	fid INTEGER NOT NULL, 
	id_kasus TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	judul TEXT NOT NULL, 
	kode_kategori TEXT NOT NULL, 
	sumber_konflik TEXT, 
	desa TEXT NOT NULL, 
	tgl_teridentifikasi TEXT NOT NULL, 
	tingkat_eskalasi INTEGER NOT NULL, 
	riwayat_eskalasi TEXT NOT NULL, 
	tahap TEXT NOT NULL, 
	jalur TEXT, 
	pemicu TEXT, 
	akar TEXT, 
	status_quo BOOLEAN, 
	tgl_tutup TEXT, 
	alasan_tutup TEXT, 
	visibilitas TEXT NOT NULL, 
	waktu_input DATETIME NOT NULL, 
	geom GEOMETRY, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_kasus, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "conflict_cases" VALUES(1,'KFL-2026-0001',NULL,'k1','Batas kebun','LHN-01',NULL,'["62.01"]','2026-10-01',1,'[["2026-10-01",1]]','mediasi',NULL,NULL,NULL,NULL,NULL,NULL,'terbatas','2026-11-23T09:45:00.000Z',X'47500003E61000000000000000C05C406666666666C65C4000000000000000C0666666666666FEBF010300000001000000050000006666666666C65C4000000000000000C06666666666C65C40666666666666FEBF0000000000C05C40666666666666FEBF0000000000C05C4000000000000000C06666666666C65C4000000000000000C0',1,3,X'87CD5BB4E35745AA87599C9884DBC9A1AAF9DEDC67F86B17A8DC41BC8730EFEE');
CREATE TABLE counters (
	prefix TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	PRIMARY KEY (prefix, year)
);
INSERT INTO "counters" VALUES('KJD',2026,2);
INSERT INTO "counters" VALUES('KFL',2026,1);
CREATE TABLE desa (
	fid INTEGER NOT NULL, 
	kode_desa TEXT NOT NULL, 
	nama TEXT NOT NULL, 
	jenis TEXT, 
	urutan INTEGER NOT NULL, 
	geom GEOMETRY, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (kode_desa, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE gpkg_contents (
	table_name TEXT NOT NULL, 
	data_type TEXT NOT NULL, 
	identifier TEXT, 
	description TEXT DEFAULT '', 
	last_change DATETIME NOT NULL, 
	min_x DOUBLE, 
	min_y DOUBLE, 
	max_x DOUBLE, 
	max_y DOUBLE, 
	srs_id INTEGER, 
	PRIMARY KEY (table_name), 
	UNIQUE (identifier), 
	FOREIGN KEY(srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
INSERT INTO "gpkg_contents" VALUES('incidents','features','incidents','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
INSERT INTO "gpkg_contents" VALUES('patrol_logs','attributes','patrol_logs','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('patrol_tracks','features','patrol_tracks','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
INSERT INTO "gpkg_contents" VALUES('conflict_cases','features','conflict_cases','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
INSERT INTO "gpkg_contents" VALUES('places','features','places','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
INSERT INTO "gpkg_contents" VALUES('roads','features','roads','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
INSERT INTO "gpkg_contents" VALUES('population','attributes','population','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "gpkg_contents" VALUES('desa','features','desa','','1970-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,4326);
CREATE TABLE gpkg_geometry_columns (
	table_name TEXT NOT NULL, 
	column_name TEXT NOT NULL, 
	geometry_type_name TEXT NOT NULL, 
	srs_id INTEGER NOT NULL, 
	z SMALLINT NOT NULL, 
	m SMALLINT NOT NULL, 
	PRIMARY KEY (table_name, column_name), 
	UNIQUE (table_name), 
	FOREIGN KEY(table_name) REFERENCES gpkg_contents (table_name), 
	FOREIGN KEY(srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
INSERT INTO "gpkg_geometry_columns" VALUES('incidents','geom','POINT',4326,2,0);
INSERT INTO "gpkg_geometry_columns" VALUES('patrol_tracks','geom','GEOMETRY',4326,2,0);
INSERT INTO "gpkg_geometry_columns" VALUES('conflict_cases','geom','GEOMETRY',4326,2,0);
INSERT INTO "gpkg_geometry_columns" VALUES('places','geom','POINT',4326,2,0);
INSERT INTO "gpkg_geometry_columns" VALUES('roads','geom','GEOMETRY',4326,2,0);
INSERT INTO "gpkg_geometry_columns" VALUES('desa','geom','GEOMETRY',4326,2,0);
CREATE TABLE gpkg_spatial_ref_sys (
	srs_name TEXT NOT NULL, 
	srs_id INTEGER NOT NULL, 
	organization TEXT NOT NULL, 
	organization_coordsys_id INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	description TEXT, 
	PRIMARY KEY (srs_id)
);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined Cartesian',-1,'NONE',-1,'undefined',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('Undefined geographic',0,'NONE',0,'undefined',NULL);
INSERT INTO "gpkg_spatial_ref_sys" VALUES('WGS 84',4326,'EPSG',4326,'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',NULL);
CREATE TABLE incidents (
	fid INTEGER NOT NULL, 
	id_kejadian TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	waktu_kejadian DATETIME NOT NULL, 
	presisi_waktu TEXT NOT NULL, 
	zona_waktu_asli TEXT NOT NULL, 
	waktu_lapor DATETIME, 
	waktu_input DATETIME NOT NULL, 
	kode_kategori TEXT NOT NULL, 
	kode_desa TEXT, 
	desa_teks TEXT, 
	dusun_rt TEXT, 
	patokan TEXT, 
	presisi_lokasi TEXT NOT NULL, 
	asal TEXT NOT NULL, 
	sumber TEXT, 
	kronologi TEXT, 
	jumlah_terlibat INTEGER, 
	korban_luka INTEGER, 
	korban_jiwa INTEGER, 
	kerugian_rp DOUBLE, 
	luas_ha DOUBLE, 
	dampak_aktual DOUBLE NOT NULL, 
	status TEXT NOT NULL, 
	status_verifikasi TEXT NOT NULL, 
	visibilitas TEXT NOT NULL, 
	dirujuk_ke TEXT, 
	no_surat_rujukan TEXT, 
	pasal TEXT, 
	id_kasus TEXT, 
	id_jurnal TEXT, 
	berulang_dari TEXT, 
	karantina TEXT, 
	geom POINT, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_kejadian, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "incidents" VALUES(1,'KJD-2026-0001',NULL,'s0','2026-03-01T12:00:00.900Z','tepat','Asia/Pontianak',NULL,'2026-11-23T09:45:00.000Z','JLN-04',NULL,NULL,NULL,NULL,'gps','laporan_warga',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.0,'masuk','belum','umum',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'47500003E61000006666666666C65C406666666666C65C4000000000000000C000000000000000C001010000006666666666C65C4000000000000000C0',1,1,X'0923ED7FB030A272DC15922C46845AB716C88DD16B6B1DBD30BC5F9251B66657');
INSERT INTO "incidents" VALUES(2,'KJD-2026-0002',NULL,'s1','2026-03-01T12:00:00.900Z','tepat','Asia/Pontianak',NULL,'2026-11-23T09:45:00.000Z','JLN-04',NULL,NULL,NULL,NULL,'gps','laporan_warga',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.0,'masuk','belum','umum',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'47500003E61000006666666666C65C406666666666C65C4000000000000000C000000000000000C001010000006666666666C65C4000000000000000C0',1,1,X'5097F57BD4442EF1937BF3126F21E196CBF4D348ACACF2D4A5854BF21B49A33B');
INSERT INTO "incidents" VALUES(3,'KJD-2026-0001',NULL,'s0','2026-03-01T12:00:00.900Z','tepat','Asia/Pontianak',NULL,'2026-11-23T09:45:00.000Z','MIR-02',NULL,NULL,NULL,NULL,'gps','laporan_warga',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.0,'masuk','belum','umum',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'47500003E61000006666666666C65C406666666666C65C4000000000000000C000000000000000C001010000006666666666C65C4000000000000000C0',2,2,X'A5E962AA5C526206030AE23178EEA05816B9BB7C98A98BD965073252BDBBDC37');
CREATE TABLE login_tries (
	id INTEGER NOT NULL, 
	account_hash TEXT NOT NULL, 
	address_hash TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('zona','Asia/Pontianak');
INSERT INTO "meta" VALUES('kunci','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE parties (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	frame TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	peran TEXT NOT NULL, 
	nama TEXT NOT NULL, 
	nik TEXT, 
	hp TEXT, 
	alamat TEXT, 
	umur INTEGER, 
	anak BOOLEAN NOT NULL, 
	act_id INTEGER NOT NULL, 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "parties" VALUES(1,'incidents','KJD-2026-0001','saksi','N. N.',NULL,NULL,NULL,NULL,0,4);
CREATE TABLE patrol_logs (
	fid INTEGER NOT NULL, 
	id_jurnal TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	jenis TEXT NOT NULL, 
	berangkat DATETIME NOT NULL, 
	kembali DATETIME, 
	menit_desa TEXT NOT NULL, 
	personel INTEGER, 
	unsur TEXT, 
	nihil BOOLEAN NOT NULL, 
	uraian TEXT, 
	cuaca TEXT, 
	hambatan TEXT, 
	km DOUBLE, 
	waktu_laporan DATETIME, 
	waktu_input DATETIME NOT NULL, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_jurnal, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE patrol_tracks (
	fid INTEGER NOT NULL, 
	id_jalur TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	nama TEXT, 
	id_jurnal TEXT, 
	mulai DATETIME, 
	selesai DATETIME, 
	sumber_jalur TEXT NOT NULL, 
	jumlah_titik INTEGER NOT NULL, 
	km DOUBLE, 
	titik BLOB NOT NULL, 
	waktu_input DATETIME NOT NULL, 
	geom GEOMETRY, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_jalur, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE places (
	fid INTEGER NOT NULL, 
	id_tempat TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	nama TEXT NOT NULL, 
	jenis TEXT NOT NULL, 
	kode_desa TEXT, 
	keterangan TEXT, 
	karantina TEXT, 
	waktu_input DATETIME NOT NULL, 
	geom POINT, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_tempat, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE population (
	fid INTEGER NOT NULL, 
	id_penduduk TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	kode_desa TEXT NOT NULL, 
	tahun INTEGER NOT NULL, 
	penduduk INTEGER NOT NULL, 
	waktu_input DATETIME NOT NULL, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_penduduk, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE roads (
	fid INTEGER NOT NULL, 
	id_jalan TEXT NOT NULL, 
	id_sumber TEXT, 
	sidik TEXT NOT NULL, 
	nama TEXT, 
	kelas TEXT, 
	kecepatan_kmj DOUBLE, 
	waktu_input DATETIME NOT NULL, 
	geom GEOMETRY, 
	versi INTEGER NOT NULL, 
	act_id INTEGER NOT NULL, 
	sidik_baris BLOB NOT NULL, 
	PRIMARY KEY (fid), 
	UNIQUE (id_jalan, versi), 
	FOREIGN KEY(act_id) REFERENCES audit (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE sessions (
	token_hash TEXT NOT NULL, 
	username TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_seen DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(username) REFERENCES accounts (username)
);
CREATE INDEX ix_login_tries_account_hash ON login_tries (account_hash);
CREATE INDEX ix_login_tries_at ON login_tries (at);
CREATE INDEX ix_login_tries_address_hash ON login_tries (address_hash);
CREATE UNIQUE INDEX ix_incidents_sidik ON incidents (sidik) WHERE versi = 1;
CREATE INDEX ix_incidents_act_id ON incidents (act_id);
CREATE UNIQUE INDEX ix_patrol_logs_sidik ON patrol_logs (sidik) WHERE versi = 1;
CREATE INDEX ix_patrol_logs_act_id ON patrol_logs (act_id);
CREATE INDEX ix_patrol_tracks_act_id ON patrol_tracks (act_id);
CREATE UNIQUE INDEX ix_patrol_tracks_sidik ON patrol_tracks (sidik) WHERE versi = 1;
CREATE INDEX ix_conflict_cases_act_id ON conflict_cases (act_id);
CREATE UNIQUE INDEX ix_conflict_cases_sidik ON conflict_cases (sidik) WHERE versi = 1;
CREATE INDEX ix_places_act_id ON places (act_id);
CREATE UNIQUE INDEX ix_places_sidik ON places (sidik) WHERE versi = 1;
CREATE UNIQUE INDEX ix_roads_sidik ON roads (sidik) WHERE versi = 1;
CREATE INDEX ix_roads_act_id ON roads (act_id);
CREATE UNIQUE INDEX ix_population_sidik ON population (sidik) WHERE versi = 1;
CREATE INDEX ix_population_act_id ON population (act_id);
CREATE INDEX ix_desa_act_id ON desa (act_id);
CREATE INDEX ix_parties_act_id ON parties (act_id);
CREATE INDEX ix_parties_key ON parties ("key");
CREATE INDEX ix_sessions_username ON sessions (username);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END;
CREATE TRIGGER incidents_no_update BEFORE UPDATE ON incidents BEGIN SELECT RAISE(ABORT, 'incidents only grows'); END;
CREATE TRIGGER incidents_no_delete BEFORE DELETE ON incidents BEGIN SELECT RAISE(ABORT, 'incidents only grows'); END;
CREATE TRIGGER patrol_logs_no_update BEFORE UPDATE ON patrol_logs BEGIN SELECT RAISE(ABORT, 'patrol_logs only grows'); END;
CREATE TRIGGER patrol_logs_no_delete BEFORE DELETE ON patrol_logs BEGIN SELECT RAISE(ABORT, 'patrol_logs only grows'); END;
CREATE TRIGGER patrol_tracks_no_update BEFORE UPDATE ON patrol_tracks BEGIN SELECT RAISE(ABORT, 'patrol_tracks only grows'); END;
CREATE TRIGGER patrol_tracks_no_delete BEFORE DELETE ON patrol_tracks BEGIN SELECT RAISE(ABORT, 'patrol_tracks only grows'); END;
CREATE TRIGGER conflict_cases_no_update BEFORE UPDATE ON conflict_cases BEGIN SELECT RAISE(ABORT, 'conflict_cases only grows'); END;
CREATE TRIGGER conflict_cases_no_delete BEFORE DELETE ON conflict_cases BEGIN SELECT RAISE(ABORT, 'conflict_cases only grows'); END;
CREATE TRIGGER places_no_update BEFORE UPDATE ON places BEGIN SELECT RAISE(ABORT, 'places only grows'); END;
CREATE TRIGGER places_no_delete BEFORE DELETE ON places BEGIN SELECT RAISE(ABORT, 'places only grows'); END;
CREATE TRIGGER roads_no_update BEFORE UPDATE ON roads BEGIN SELECT RAISE(ABORT, 'roads only grows'); END;
CREATE TRIGGER roads_no_delete BEFORE DELETE ON roads BEGIN SELECT RAISE(ABORT, 'roads only grows'); END;
CREATE TRIGGER population_no_update BEFORE UPDATE ON population BEGIN SELECT RAISE(ABORT, 'population only grows'); END;
CREATE TRIGGER population_no_delete BEFORE DELETE ON population BEGIN SELECT RAISE(ABORT, 'population only grows'); END;
CREATE TRIGGER desa_no_update BEFORE UPDATE ON desa BEGIN SELECT RAISE(ABORT, 'desa only grows'); END;
CREATE TRIGGER desa_no_delete BEFORE DELETE ON desa BEGIN SELECT RAISE(ABORT, 'desa only grows'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('parties',1);
COMMIT;
