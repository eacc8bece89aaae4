CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    is_instance_admin INTEGER NOT NULL,
    created_at INTEGER NOT NULL
, password_hash TEXT, removed INTEGER NOT NULL DEFAULT 0, erased INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "accounts" VALUES(1,'user','admin',NULL,1,1796024288009,NULL,0,0);
CREATE TABLE artifacts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    project INTEGER NOT NULL REFERENCES projects (number),
    id INTEGER NOT NULL,
    branch TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    commit_message TEXT,
    author TEXT,
    build_key TEXT NOT NULL,
    status TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    lease INTEGER,
    lease_until INTEGER,
    duration INTEGER,
    failed_reason TEXT,
    score INTEGER,
    size_raw INTEGER,
    size_gzip INTEGER,
    size_brotli INTEGER,
    entry_points TEXT,
    warnings TEXT,
    report_key TEXT,
    content_key TEXT,
    analysis_version INTEGER,
    baseline INTEGER,
    baseline_rule TEXT,
    created_at INTEGER NOT NULL, event INTEGER, archive_bytes INTEGER NOT NULL DEFAULT 0, report_bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (project, id)
) STRICT;
INSERT INTO "artifacts" VALUES(1,1,1,'main','main','0000000000000000000000000000000000000001',NULL,NULL,'builds/1/e7d97dd6-67ae-4c08-8652-13de634692eb.tar','Passed',1,NULL,NULL,48,NULL,100,31,71,39,'[{"name":"all","initialSize":{"brotli":19,"raw":15,"gzip":35},"score":100,"size":{"brotli":39,"raw":31,"gzip":71}}]','["These files look like JSON but cannot be read as it: `data.json`.","The build has no stats, so all its files are analysed as one entry point named `all`. Add the build tool''s stats to see entry points and chunks."]','artifacts/1/bundle-results/d40fd3a1-c933-4fbe-adfc-37b44e94da49.json','artifacts/1/bundle-content/7c202614-4549-4323-becf-7acd28758d5f.json',1,NULL,NULL,1796024290984,1,10240,3188);
INSERT INTO "artifacts" VALUES(2,1,2,'main','main','0000000000000000000000000000000000000002',NULL,NULL,'builds/1/08a99aac-35cd-411c-bca6-bd360c40dfc0.tar','Failed',1,NULL,NULL,19,'The upload is not a tar archive. Send a tar archive, plain or compressed with gzip.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1796024292581,2,2000,0);
INSERT INTO "artifacts" VALUES(3,1,3,'main','main','0000000000000000000000000000000000000003',NULL,NULL,'builds/1/b083c14b-acdc-431b-9800-fae0ac64f8e1.tar','Failed',1,NULL,NULL,14,'The stats file `webpack-stats.json` breaks off at line 2, column 1 (byte 13): it ends where a value should be. Write it again with the build tool.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1796024294157,3,10240,0);
CREATE TABLE attempts (
    delivery BLOB NOT NULL,
    number INTEGER NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER NOT NULL,
    reason TEXT,
    detail TEXT,
    url TEXT NOT NULL,
    request_headers TEXT NOT NULL,
    status INTEGER,
    response_headers TEXT,
    response_body BLOB,
    is_truncated INTEGER,
    dns REAL,
    connect REAL,
    tls REAL,
    first_byte REAL,
    total REAL NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "attempts" VALUES(X'01A22B63CEE97349864C4EEE63E44BDA',1,1796024291082,1796024291090,'blocked_address','`internal.example` does not lead to a public address, and this server sends to public ones alone. Its log tells an operator which address to allow.','https://internal.example:8443/x','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7349-864c-4eee63e44bda
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 9
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7349-864c-4eee63e44bda
webhook-timestamp: 1796024291
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6.587685);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97349864C4EEE63E44BDA',2,1796024296936,1796024296941,'blocked_address','`internal.example` does not lead to a public address, and this server sends to public ones alone. Its log tells an operator which address to allow.','https://internal.example:8443/x','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7349-864c-4eee63e44bda
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 9
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7349-864c-4eee63e44bda
webhook-timestamp: 1796024296
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5.08913);
INSERT INTO "attempts" VALUES(X'01A22B63CEE973668D6ADC8AC8F25685',1,1796024291082,1796024291090,'dns','The name `nowhere.invalid` could not be found. Check the webhook''s URL and the name''s DNS records.','https://nowhere.invalid/hook','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7366-8d6a-dc8ac8f25685
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 8
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7366-8d6a-dc8ac8f25685
webhook-timestamp: 1796024291
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7.123173);
INSERT INTO "attempts" VALUES(X'01A22B63CEE973668D6ADC8AC8F25685',2,1796024295186,1796024295187,'dns','The name `nowhere.invalid` could not be found. Check the webhook''s URL and the name''s DNS records.','https://nowhere.invalid/hook','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7366-8d6a-dc8ac8f25685
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 8
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7366-8d6a-dc8ac8f25685
webhook-timestamp: 1796024295
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.082171);
INSERT INTO "attempts" VALUES(X'01A22B63CEE975598C80387C72C9999D',1,1796024291082,1796024291086,'refused','Nothing listens at `127.0.0.1:1029`. Check that the receiver runs, and its port.','http://127.0.0.1:1029/refused','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7559-8c80-387c72c9999d
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 7
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7559-8c80-387c72c9999d
webhook-timestamp: 1796024291
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3.289967);
INSERT INTO "attempts" VALUES(X'01A22B63CEE975598C80387C72C9999D',2,1796024295985,1796024295986,'refused','Nothing listens at `127.0.0.1:1029`. Check that the receiver runs, and its port.','http://127.0.0.1:1029/refused','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7559-8c80-387c72c9999d
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 7
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7559-8c80-387c72c9999d
webhook-timestamp: 1796024295
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.716136);
INSERT INTO "attempts" VALUES(X'01A22B63CEE9787F98A352FD34765842',1,1796024291082,1796024291092,NULL,NULL,'http://127.0.0.1:35313/204','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-787f-98a3-52fd34765842
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 1
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-787f-98a3-52fd34765842
webhook-timestamp: 1796024291
',204,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:11 GMT
',X'',0,NULL,3.080065,NULL,6.67146,10.052191);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97A2987EB06693671E45E',1,1796024291082,1796024291091,'status','The receiver answered 500. Its log should say what went wrong there.','http://127.0.0.1:35313/500','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7a29-87eb-06693671e45e
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 2
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7a29-87eb-06693671e45e
webhook-timestamp: 1796024291
',500,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:11 GMT
Content-Type: text/plain
Content-Length: 17
',X'496E7465726E616C2074726F75626C650A',0,NULL,4.589611,NULL,3.370938,8.160776);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97A2987EB06693671E45E',2,1796024296517,1796024296521,'status','The receiver answered 500. Its log should say what went wrong there.','http://127.0.0.1:35313/500','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7a29-87eb-06693671e45e
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 2
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7a29-87eb-06693671e45e
webhook-timestamp: 1796024296
',500,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:16 GMT
Content-Type: text/plain
Content-Length: 17
',X'496E7465726E616C2074726F75626C650A',0,NULL,NULL,NULL,0.606733,4.212745);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97B7895F53D33E19A0409',1,1796024291082,1796024291098,'status','The receiver answered 302. Redirects are not followed: set the webhook''s URL to where it leads.','http://127.0.0.1:35313/302','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7b78-95f5-3d33e19a0409
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 3
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7b78-95f5-3d33e19a0409
webhook-timestamp: 1796024291
',302,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:11 GMT
Location: https://elsewhere.example/
Content-Length: 0
',X'',0,NULL,3.207534,NULL,12.009835,15.232703);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97B7895F53D33E19A0409',2,1796024296669,1796024296678,'status','The receiver answered 302. Redirects are not followed: set the webhook''s URL to where it leads.','http://127.0.0.1:35313/302','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7b78-95f5-3d33e19a0409
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 3
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7b78-95f5-3d33e19a0409
webhook-timestamp: 1796024296
',302,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:16 GMT
Location: https://elsewhere.example/
Content-Length: 0
',X'',0,NULL,NULL,NULL,0.613062,8.043537);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97CAEA409789D651E12B2',1,1796024291082,1796024291098,'tls','TLS could not be agreed on with `127.0.0.1`. Check that its port speaks TLS 1.2 or later.','https://127.0.0.1:35313/tls','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7cae-a409-789d651e12b2
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 10
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7cae-a409-789d651e12b2
webhook-timestamp: 1796024291
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,15.17083);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97CAEA409789D651E12B2',2,1796024296315,1796024296317,'tls','TLS could not be agreed on with `127.0.0.1`. Check that its port speaks TLS 1.2 or later.','https://127.0.0.1:35313/tls','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7cae-a409-789d651e12b2
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 10
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7cae-a409-789d651e12b2
webhook-timestamp: 1796024296
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.657707);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97D89B2A523F02FAAAE84',1,1796024291082,1796024291090,'status','The receiver answered 410 Gone, so the webhook was disabled. Enable it again once the receiver is back.','http://127.0.0.1:35313/410','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7d89-b2a5-23f02faaae84
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 5
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7d89-b2a5-23f02faaae84
webhook-timestamp: 1796024291
',410,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:11 GMT
Content-Length: 0
',X'',0,NULL,4.581199,NULL,2.543586,7.156992);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97DB2ABCCADD545B57F75',1,1796024291082,1796024291093,'status','The receiver answered 429. It takes less than is sent; a rate limit on the webhook spares it.','http://127.0.0.1:35313/429','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7db2-abcc-add545b57f75
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 4
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7db2-abcc-add545b57f75
webhook-timestamp: 1796024291
',429,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:11 GMT
Retry-After: 3600
Content-Length: 0
',X'',0,NULL,4.579366,NULL,5.782106,10.373079);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97EAD8386AEBD945D7129',1,1796024291082,1796024292083,'timeout','No answer within 1 s. Answer 2xx first, work later.','http://127.0.0.1:35313/slow','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7ead-8386-aebd945d7129
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 6
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7ead-8386-aebd945d7129
webhook-timestamp: 1796024291
',NULL,NULL,NULL,NULL,NULL,4.546948,NULL,NULL,1000.184283);
INSERT INTO "attempts" VALUES(X'01A22B63CEE97EAD8386AEBD945D7129',2,1796024296895,1796024297896,'timeout','No answer within 1 s. Answer 2xx first, work later.','http://127.0.0.1:35313/slow','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-cee9-7ead-8386-aebd945d7129
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 6
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-cee9-7ead-8386-aebd945d7129
webhook-timestamp: 1796024296
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1000.2055);
INSERT INTO "attempts" VALUES(X'01A22B63D50E716D8A51C3042BC8B883',1,1796024292654,1796024292656,'status','The receiver answered 429. It takes less than is sent; a rate limit on the webhook spares it.','http://127.0.0.1:35313/429','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-716d-8a51-c3042bc8b883
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 4
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-716d-8a51-c3042bc8b883
webhook-timestamp: 1796024292
',429,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:12 GMT
Retry-After: 3600
Content-Length: 0
',X'',0,NULL,NULL,NULL,1.594504,1.972255);
INSERT INTO "attempts" VALUES(X'01A22B63D50E71DD832BE8564A1203C5',1,1796024292654,1796024292657,'dns','The name `nowhere.invalid` could not be found. Check the webhook''s URL and the name''s DNS records.','https://nowhere.invalid/hook','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-71dd-832b-e8564a1203c5
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 8
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-71dd-832b-e8564a1203c5
webhook-timestamp: 1796024292
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3.210469);
INSERT INTO "attempts" VALUES(X'01A22B63D50E7242BD244C32F0F26213',1,1796024292654,1796024292655,'blocked_address','`internal.example` does not lead to a public address, and this server sends to public ones alone. Its log tells an operator which address to allow.','https://internal.example:8443/x','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-7242-bd24-4c32f0f26213
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 9
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-7242-bd24-4c32f0f26213
webhook-timestamp: 1796024292
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.375859);
INSERT INTO "attempts" VALUES(X'01A22B63D50E7242BD244C32F0F26213',2,1796024298307,1796024298318,'blocked_address','`internal.example` does not lead to a public address, and this server sends to public ones alone. Its log tells an operator which address to allow.','https://internal.example:8443/x','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-7242-bd24-4c32f0f26213
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 9
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-7242-bd24-4c32f0f26213
webhook-timestamp: 1796024298
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,11.08889);
INSERT INTO "attempts" VALUES(X'01A22B63D50E72EA87159F3F278C5BB4',1,1796024292653,1796024292657,'status','The receiver answered 500. Its log should say what went wrong there.','http://127.0.0.1:35313/500','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-72ea-8715-9f3f278c5bb4
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 2
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-72ea-8715-9f3f278c5bb4
webhook-timestamp: 1796024292
',500,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:12 GMT
Content-Type: text/plain
Content-Length: 17
',X'496E7465726E616C2074726F75626C650A',0,NULL,NULL,NULL,0.77894,3.90992);
INSERT INTO "attempts" VALUES(X'01A22B63D50E72EA87159F3F278C5BB4',2,1796024297317,1796024297324,'status','The receiver answered 500. Its log should say what went wrong there.','http://127.0.0.1:35313/500','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-72ea-8715-9f3f278c5bb4
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 2
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-72ea-8715-9f3f278c5bb4
webhook-timestamp: 1796024297
',500,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:17 GMT
Content-Type: text/plain
Content-Length: 17
',X'496E7465726E616C2074726F75626C650A',0,NULL,NULL,NULL,6.432684,6.493025);
INSERT INTO "attempts" VALUES(X'01A22B63D50E7723A69649E5214CFD30',1,1796024292654,1796024292655,NULL,NULL,'http://127.0.0.1:35313/204','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-7723-a696-49e5214cfd30
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 1
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-7723-a696-49e5214cfd30
webhook-timestamp: 1796024292
',204,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:12 GMT
',X'',0,NULL,NULL,NULL,1.085336,1.805147);
INSERT INTO "attempts" VALUES(X'01A22B63D50E790E83AF8A2290601896',1,1796024292653,1796024293656,'timeout','No answer within 1 s. Answer 2xx first, work later.','http://127.0.0.1:35313/slow','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-790e-83af-8a2290601896
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 6
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-790e-83af-8a2290601896
webhook-timestamp: 1796024292
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1003.163727);
INSERT INTO "attempts" VALUES(X'01A22B63D50E790E83AF8A2290601896',2,1796024298640,1796024299653,'timeout','No answer within 1 s. Answer 2xx first, work later.','http://127.0.0.1:35313/slow','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-790e-83af-8a2290601896
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 6
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-790e-83af-8a2290601896
webhook-timestamp: 1796024298
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1000.224227);
INSERT INTO "attempts" VALUES(X'01A22B63D50E796C8687BF739F858526',1,1796024292654,1796024292655,'refused','Nothing listens at `127.0.0.1:1029`. Check that the receiver runs, and its port.','http://127.0.0.1:1029/refused','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-796c-8687-bf739f858526
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 7
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-796c-8687-bf739f858526
webhook-timestamp: 1796024292
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.879268);
INSERT INTO "attempts" VALUES(X'01A22B63D50E79F6A055B4A62ACAF90A',1,1796024292654,1796024292655,'status','The receiver answered 302. Redirects are not followed: set the webhook''s URL to where it leads.','http://127.0.0.1:35313/302','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-79f6-a055-b4a62acaf90a
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 3
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-79f6-a055-b4a62acaf90a
webhook-timestamp: 1796024292
',302,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:12 GMT
Location: https://elsewhere.example/
Content-Length: 0
',X'',0,NULL,NULL,NULL,1.519572,1.892096);
INSERT INTO "attempts" VALUES(X'01A22B63D50E79F6A055B4A62ACAF90A',2,1796024298177,1796024298181,'status','The receiver answered 302. Redirects are not followed: set the webhook''s URL to where it leads.','http://127.0.0.1:35313/302','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-79f6-a055-b4a62acaf90a
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 3
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-79f6-a055-b4a62acaf90a
webhook-timestamp: 1796024298
',302,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:18 GMT
Location: https://elsewhere.example/
Content-Length: 0
',X'',0,NULL,NULL,NULL,0.507005,3.797597);
INSERT INTO "attempts" VALUES(X'01A22B63D50E7B07A49008120CED1816',1,1796024292654,1796024292655,'tls','TLS could not be agreed on with `127.0.0.1`. Check that its port speaks TLS 1.2 or later.','https://127.0.0.1:35313/tls','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-7b07-a490-08120ced1816
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 10
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-7b07-a490-08120ced1816
webhook-timestamp: 1796024292
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.615985);
INSERT INTO "attempts" VALUES(X'01A22B63D50E7B07A49008120CED1816',2,1796024297701,1796024297710,'tls','TLS could not be agreed on with `127.0.0.1`. Check that its port speaks TLS 1.2 or later.','https://127.0.0.1:35313/tls','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-d50e-7b07-a490-08120ced1816
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 10
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-d50e-7b07-a490-08120ced1816
webhook-timestamp: 1796024297
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,8.231457);
INSERT INTO "attempts" VALUES(X'01A22B63DB267392BB6F9E2F9C955AF3',1,1796024294196,1796024294202,NULL,NULL,'http://127.0.0.1:35313/204','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7392-bb6f-9e2f9c955af3
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 1
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7392-bb6f-9e2f9c955af3
webhook-timestamp: 1796024294
',204,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:14 GMT
',X'',0,NULL,NULL,NULL,5.395581,5.60317);
INSERT INTO "attempts" VALUES(X'01A22B63DB2675EB9CB5A63E0C6DF05E',1,1796024294196,1796024295196,'timeout','No answer within 1 s. Answer 2xx first, work later.','http://127.0.0.1:35313/slow','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-75eb-9cb5-a63e0c6df05e
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 6
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-75eb-9cb5-a63e0c6df05e
webhook-timestamp: 1796024294
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1000.196991);
INSERT INTO "attempts" VALUES(X'01A22B63DB2676F39554A3B568D11EFF',1,1796024294196,1796024294196,'blocked_address','`internal.example` does not lead to a public address, and this server sends to public ones alone. Its log tells an operator which address to allow.','https://internal.example:8443/x','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-76f3-9554-a3b568d11eff
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 9
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-76f3-9554-a3b568d11eff
webhook-timestamp: 1796024294
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.470471);
INSERT INTO "attempts" VALUES(X'01A22B63DB2678CBA709157660A77EEA',1,1796024294196,1796024294201,'status','The receiver answered 429. It takes less than is sent; a rate limit on the webhook spares it.','http://127.0.0.1:35313/429','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-78cb-a709-157660a77eea
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 4
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-78cb-a709-157660a77eea
webhook-timestamp: 1796024294
',429,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:14 GMT
Retry-After: 3600
Content-Length: 0
',X'',0,NULL,NULL,NULL,0.599372,2.487522);
INSERT INTO "attempts" VALUES(X'01A22B63DB267AA886A7C8F47F63F920',1,1796024294196,1796024294203,'status','The receiver answered 302. Redirects are not followed: set the webhook''s URL to where it leads.','http://127.0.0.1:35313/302','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7aa8-86a7-c8f47f63f920
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 3
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7aa8-86a7-c8f47f63f920
webhook-timestamp: 1796024294
',302,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:14 GMT
Location: https://elsewhere.example/
Content-Length: 0
',X'',0,NULL,NULL,NULL,5.526085,5.659794);
INSERT INTO "attempts" VALUES(X'01A22B63DB267B10A2999A9252CDD1F8',1,1796024294196,1796024294203,'status','The receiver answered 500. Its log should say what went wrong there.','http://127.0.0.1:35313/500','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7b10-a299-9a9252cdd1f8
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 2
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7b10-a299-9a9252cdd1f8
webhook-timestamp: 1796024294
',500,'Server: BaseHTTP/0.6 Python/3.11.7
Date: Mon, 30 Nov 2026 07:38:14 GMT
Content-Type: text/plain
Content-Length: 17
',X'496E7465726E616C2074726F75626C650A',0,NULL,2.490297,NULL,4.253181,6.775264);
INSERT INTO "attempts" VALUES(X'01A22B63DB267B448F9C1E5FFDBD1496',1,1796024294196,1796024294203,'tls','TLS could not be agreed on with `127.0.0.1`. Check that its port speaks TLS 1.2 or later.','https://127.0.0.1:35313/tls','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7b44-8f9c-1e5ffdbd1496
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 10
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7b44-8f9c-1e5ffdbd1496
webhook-timestamp: 1796024294
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7.080248);
INSERT INTO "attempts" VALUES(X'01A22B63DB267B8BB3816248C871D38F',1,1796024294196,1796024294201,'refused','Nothing listens at `127.0.0.1:1029`. Check that the receiver runs, and its port.','http://127.0.0.1:1029/refused','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7b8b-b381-6248c871d38f
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 7
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7b8b-b381-6248c871d38f
webhook-timestamp: 1796024294
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2.477127);
INSERT INTO "attempts" VALUES(X'01A22B63DB267B8BB3816248C871D38F',2,1796024298333,1796024298334,'refused','Nothing listens at `127.0.0.1:1029`. Check that the receiver runs, and its port.','http://127.0.0.1:1029/refused','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7b8b-b381-6248c871d38f
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 7
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7b8b-b381-6248c871d38f
webhook-timestamp: 1796024298
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.445689);
INSERT INTO "attempts" VALUES(X'01A22B63DB267D5295CD95FA5B0F8D58',1,1796024294196,1796024294203,'dns','The name `nowhere.invalid` could not be found. Check the webhook''s URL and the name''s DNS records.','https://nowhere.invalid/hook','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7d52-95cd-95fa5b0f8d58
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 8
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7d52-95cd-95fa5b0f8d58
webhook-timestamp: 1796024294
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6.8467);
INSERT INTO "attempts" VALUES(X'01A22B63DB267D5295CD95FA5B0F8D58',2,1796024298225,1796024298234,'dns','The name `nowhere.invalid` could not be found. Check the webhook''s URL and the name''s DNS records.','https://nowhere.invalid/hook','Accept: */*
content-type: application/json
User-Agent: Perfsee-Hookshot/1
X-Perfsee-Delivery: 01a22b63-db26-7d52-95cd-95fa5b0f8d58
X-Perfsee-Event: bundle-finished
X-Perfsee-Hook-ID: 8
X-Perfsee-Hook-Project: shop
webhook-id: 01a22b63-db26-7d52-95cd-95fa5b0f8d58
webhook-timestamp: 1796024298
',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7.669731);
CREATE TABLE checks (id INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
CREATE TABLE deliveries (
    id BLOB PRIMARY KEY,
    owner INTEGER NOT NULL,
    webhook INTEGER NOT NULL,
    event INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    state INTEGER NOT NULL,
    attempt_count INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    lease INTEGER,
    lease_until INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
, event_project INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97349864C4EEE63E44BDA',1,9,1,'bundle:finished',0,2,2,1796024584090,NULL,NULL,1796024291049,1796024296941,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE973668D6ADC8AC8F25685',1,8,1,'bundle:finished',0,2,2,1796024570617,NULL,NULL,1796024291049,1796024295187,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE975598C80387C72C9999D',1,7,1,'bundle:finished',0,2,2,1796024575084,NULL,NULL,1796024291049,1796024295986,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE9787F98A352FD34765842',1,1,1,'bundle:finished',2,1,1,NULL,NULL,NULL,1796024291049,1796024291109,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97A2987EB06693671E45E',1,2,1,'bundle:finished',0,2,2,1796024578895,NULL,NULL,1796024291049,1796024296522,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97B7895F53D33E19A0409',1,3,1,'bundle:finished',0,2,2,1796024578254,NULL,NULL,1796024291049,1796024296678,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97CAEA409789D651E12B2',1,10,1,'bundle:finished',0,2,2,1796024555267,NULL,NULL,1796024291049,1796024296317,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97D89B2A523F02FAAAE84',1,5,1,'bundle:finished',3,1,1,NULL,NULL,NULL,1796024291049,1796024291109,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97DB2ABCCADD545B57F75',1,4,1,'bundle:finished',0,1,1,1796027891093,NULL,NULL,1796024291049,1796024291109,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63CEE97EAD8386AEBD945D7129',1,6,1,'bundle:finished',0,2,2,1796024619439,NULL,NULL,1796024291049,1796024297896,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E716D8A51C3042BC8B883',1,4,2,'bundle:finished',0,1,1,1796027892656,NULL,NULL,1796024292622,1796024292689,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E71DD832BE8564A1203C5',1,8,2,'bundle:finished',0,1,1,1796024298308,NULL,NULL,1796024292622,1796024292689,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E7242BD244C32F0F26213',1,9,2,'bundle:finished',0,2,2,1796024577596,NULL,NULL,1796024292622,1796024298318,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E72EA87159F3F278C5BB4',1,2,2,'bundle:finished',0,2,2,1796024585257,NULL,NULL,1796024292622,1796024297324,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E7723A69649E5214CFD30',1,1,2,'bundle:finished',2,1,1,NULL,NULL,NULL,1796024292622,1796024292689,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E790E83AF8A2290601896',1,6,2,'bundle:finished',0,2,2,1796024615767,NULL,NULL,1796024292622,1796024299653,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E796C8687BF739F858526',1,7,2,'bundle:finished',0,1,1,1796024298570,NULL,NULL,1796024292622,1796024292689,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E79F6A055B4A62ACAF90A',1,3,2,'bundle:finished',0,2,2,1796024555087,NULL,NULL,1796024292622,1796024298181,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E7B07A49008120CED1816',1,10,2,'bundle:finished',0,2,2,1796024541824,NULL,NULL,1796024292622,1796024297710,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63D50E7DD3BFCB1AF67DAB4EB7',1,5,2,'bundle:finished',4,0,0,NULL,NULL,NULL,1796024292622,1796024292622,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267392BB6F9E2F9C955AF3',1,1,3,'bundle:finished',2,1,1,NULL,NULL,NULL,1796024294182,1796024294209,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB2675EB9CB5A63E0C6DF05E',1,6,3,'bundle:finished',0,1,1,1796024299653,NULL,NULL,1796024294182,1796024299653,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB2676F39554A3B568D11EFF',1,9,3,'bundle:finished',0,1,1,1796024299853,NULL,NULL,1796024294182,1796024294196,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB2678CBA709157660A77EEA',1,4,3,'bundle:finished',0,1,1,1796027894201,NULL,NULL,1796024294182,1796024294209,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB26795BAB9AFF16987B797A',1,5,3,'bundle:finished',4,0,0,NULL,NULL,NULL,1796024294182,1796024294182,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267AA886A7C8F47F63F920',1,3,3,'bundle:finished',0,1,1,1796024299947,NULL,NULL,1796024294182,1796024294209,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267B10A2999A9252CDD1F8',1,2,3,'bundle:finished',0,1,1,1796024298344,NULL,NULL,1796024294182,1796024294209,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267B448F9C1E5FFDBD1496',1,10,3,'bundle:finished',0,1,1,1796024299200,NULL,NULL,1796024294182,1796024294209,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267B8BB3816248C871D38F',1,7,3,'bundle:finished',0,2,2,1796024614554,NULL,NULL,1796024294182,1796024298334,NULL);
INSERT INTO "deliveries" VALUES(X'01A22B63DB267D5295CD95FA5B0F8D58',1,8,3,'bundle:finished',0,2,2,1796024603699,NULL,NULL,1796024294182,1796024298234,NULL);
CREATE TABLE event_roots (
    root INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE event_usage (
    project INTEGER PRIMARY KEY REFERENCES projects (number),
    day INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL
, depth INTEGER, root INTEGER) STRICT;
INSERT INTO "events" VALUES(1,1,'bundle:finished',X'7B226576656E7454797065223A2262756E646C653A66696E6973686564222C227061796C6F6164223A7B2264617461223A7B2270726F6A656374223A7B226964223A2273686F70222C22686F7374223A22556E6B6E6F776E222C226E616D657370616365223A2261636D65222C226E616D65223A2273686F70222C2269735075626C6963223A66616C73652C226172746966616374223A7B226964223A312C226272616E6368223A226D61696E222C226E616D65223A226D61696E222C2268617368223A2230303030303030303030303030303030303030303030303030303030303030303030303030303031222C22737461747573223A22506173736564222C226475726174696F6E223A34382C226661696C6564526561736F6E223A6E756C6C2C226275696C644B6579223A226275696C64732F312F65376439376464362D363761652D346330382D383635322D3133646536333436393265622E746172222C227265706F72744B6579223A226172746966616374732F312F62756E646C652D726573756C74732F64343066643361312D633933332D346662652D616466632D3337623434653934646134392E6A736F6E222C22636F6E74656E744B6579223A226172746966616374732F312F62756E646C652D636F6E74656E742F37633230323631342D343534392D343332332D626563662D3761636432383735386435662E6A736F6E222C2273636F7265223A3130302C22637265617465644174223A22323032362D31312D33305430373A33383A31302E3938345A222C226275696C644C696E6B223A22687474703A2F2F3132372E302E302E313A33363433392F6170692F76312F70726F6A656374732F73686F702F6172746966616374732F312F6275696C64222C227265706F72744C696E6B223A22687474703A2F2F3132372E302E302E313A33363433392F6170692F76312F70726F6A656374732F73686F702F6172746966616374732F312F7265706F7274222C22636F6E74656E744C696E6B223A22687474703A2F2F3132372E302E302E313A33363433392F6170692F76312F70726F6A656374732F73686F702F6172746966616374732F312F636F6E74656E74222C22626173656C696E65223A6E756C6C7D7D7D2C227661726961626C6573223A7B2270726F6A6563744964223A2273686F70222C2261727469666163744964223A317D7D7D',1796024291049,NULL,NULL);
INSERT INTO "events" VALUES(2,1,'bundle:finished',X'7B226576656E7454797065223A2262756E646C653A66696E6973686564222C227061796C6F6164223A7B2264617461223A7B2270726F6A656374223A7B226964223A2273686F70222C22686F7374223A22556E6B6E6F776E222C226E616D657370616365223A2261636D65222C226E616D65223A2273686F70222C2269735075626C6963223A66616C73652C226172746966616374223A7B226964223A322C226272616E6368223A226D61696E222C226E616D65223A226D61696E222C2268617368223A2230303030303030303030303030303030303030303030303030303030303030303030303030303032222C22737461747573223A224661696C6564222C226475726174696F6E223A31392C226661696C6564526561736F6E223A225468652075706C6F6164206973206E6F7420612074617220617263686976652E2053656E6420612074617220617263686976652C20706C61696E206F7220636F6D70726573736564207769746820677A69702E222C226275696C644B6579223A226275696C64732F312F30386139396161632D333563642D343131632D626361362D6264333630633430646663302E746172222C227265706F72744B6579223A6E756C6C2C22636F6E74656E744B6579223A6E756C6C2C2273636F7265223A6E756C6C2C22637265617465644174223A22323032362D31312D33305430373A33383A31322E3538315A222C226275696C644C696E6B223A22687474703A2F2F3132372E302E302E313A33363433392F6170692F76312F70726F6A656374732F73686F702F6172746966616374732F322F6275696C64222C227265706F72744C696E6B223A6E756C6C2C22636F6E74656E744C696E6B223A6E756C6C2C22626173656C696E65223A6E756C6C7D7D7D2C227661726961626C6573223A7B2270726F6A6563744964223A2273686F70222C2261727469666163744964223A327D7D7D',1796024292622,NULL,NULL);
INSERT INTO "events" VALUES(3,1,'bundle:finished',X'7B226576656E7454797065223A2262756E646C653A66696E6973686564222C227061796C6F6164223A7B2264617461223A7B2270726F6A656374223A7B226964223A2273686F70222C22686F7374223A22556E6B6E6F776E222C226E616D657370616365223A2261636D65222C226E616D65223A2273686F70222C2269735075626C6963223A66616C73652C226172746966616374223A7B226964223A332C226272616E6368223A226D61696E222C226E616D65223A226D61696E222C2268617368223A2230303030303030303030303030303030303030303030303030303030303030303030303030303033222C22737461747573223A224661696C6564222C226475726174696F6E223A31342C226661696C6564526561736F6E223A225468652073746174732066696C6520607765627061636B2D73746174732E6A736F6E6020627265616B73206F6666206174206C696E6520322C20636F6C756D6E2031202862797465203133293A20697420656E647320776865726520612076616C75652073686F756C642062652E20577269746520697420616761696E207769746820746865206275696C6420746F6F6C2E222C226275696C644B6579223A226275696C64732F312F62303833633134622D616364632D343331622D393830302D6661653061633634663865312E746172222C227265706F72744B6579223A6E756C6C2C22636F6E74656E744B6579223A6E756C6C2C2273636F7265223A6E756C6C2C22637265617465644174223A22323032362D31312D33305430373A33383A31342E3135375A222C226275696C644C696E6B223A22687474703A2F2F3132372E302E302E313A33363433392F6170692F76312F70726F6A656374732F73686F702F6172746966616374732F332F6275696C64222C227265706F72744C696E6B223A6E756C6C2C22636F6E74656E744C696E6B223A6E756C6C2C22626173656C696E65223A6E756C6C7D7D7D2C227661726961626C6573223A7B2270726F6A6563744964223A2273686F70222C2261727469666163744964223A337D7D7D',1796024294182,NULL,NULL);
CREATE TABLE failures (
    key BLOB PRIMARY KEY,
    count INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('0001-accounts');
INSERT INTO "grdb_migrations" VALUES('0002-projects');
INSERT INTO "grdb_migrations" VALUES('0003-webhooks');
INSERT INTO "grdb_migrations" VALUES('0004-events');
INSERT INTO "grdb_migrations" VALUES('0005-artifacts');
INSERT INTO "grdb_migrations" VALUES('0006-idempotency');
INSERT INTO "grdb_migrations" VALUES('0007-sessions');
INSERT INTO "grdb_migrations" VALUES('0008-replays');
INSERT INTO "grdb_migrations" VALUES('0009-overview');
INSERT INTO "grdb_migrations" VALUES('0010-applications');
INSERT INTO "grdb_migrations" VALUES('0011-event-types');
INSERT INTO "grdb_migrations" VALUES('0012-unsent');
INSERT INTO "grdb_migrations" VALUES('0013-open');
INSERT INTO "grdb_migrations" VALUES('0014-depth');
INSERT INTO "grdb_migrations" VALUES('0016-token-parents');
INSERT INTO "grdb_migrations" VALUES('0017-quotas');
CREATE TABLE idempotency_keys (
    account INTEGER NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status INTEGER,
    location TEXT,
    body BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account, method, path, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    project INTEGER NOT NULL REFERENCES projects (number),
    account INTEGER NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    PRIMARY KEY (project, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('key-check',X'01E61259CA8561C47F66D3501784008D58C13A41A9E6F4BF714AC244F7C43737FC7CF5E73D994AD1');
CREATE TABLE projects (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    is_public INTEGER NOT NULL,
    baseline_branch TEXT NOT NULL,
    artifact_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    erased_at INTEGER
) STRICT;
INSERT INTO "projects" VALUES(1,'shop','Unknown','acme','shop',0,'master',3,1796024288779,NULL,NULL);
CREATE TABLE replays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    owner INTEGER NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    states TEXT NOT NULL,
    event_type TEXT,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    position BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
    hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in_links (
    hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "sign_in_links" VALUES(X'76B7FD4CC1F6047E9910EE5AEBE40425ACB665D5C50B40E45856A9EBB801AFFC',1,1796110688033);
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    project INTEGER,
    expires_at INTEGER,
    from_environment INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
, parent INTEGER) STRICT;
INSERT INTO "tokens" VALUES(1,1,'PERFSEE_ADMIN_TOKEN',X'EA4A528F92E31E96BC9A7936059129D1C72708220D2581C53EBA7F7A81506065','admin publish read upload',NULL,NULL,1,1796024288021,NULL);
CREATE TABLE webhook_secrets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE TABLE "webhooks" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project INTEGER REFERENCES projects (number),
    application INTEGER REFERENCES accounts (id),
    owner INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(project, -application)) VIRTUAL,
    url TEXT NOT NULL,
    event_type TEXT NOT NULL,
    disabled_reason TEXT,
    description TEXT NOT NULL,
    header_names TEXT NOT NULL,
    sealed_headers BLOB,
    retry_schedule TEXT,
    timeout INTEGER NOT NULL,
    max_concurrency INTEGER NOT NULL,
    rate_limit INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    probe_at INTEGER,
    last_delivery BLOB,
    last_start INTEGER,
    last_end INTEGER,
    last_status INTEGER,
    last_reason TEXT,
    CHECK ((project IS NULL) <> (application IS NULL))
) STRICT;
INSERT INTO "webhooks" VALUES(1,1,NULL,'http://127.0.0.1:35313/204','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024289018,1796024289018,0,NULL,NULL,X'01A22B63DB267392BB6F9E2F9C955AF3',1796024294196,1796024294202,204,NULL);
INSERT INTO "webhooks" VALUES(2,1,NULL,'http://127.0.0.1:35313/500','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024289205,1796024289205,5,1796024291109,1796024302324,X'01A22B63D50E72EA87159F3F278C5BB4',1796024297317,1796024297324,500,'status');
INSERT INTO "webhooks" VALUES(3,1,NULL,'http://127.0.0.1:35313/302','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024289390,1796024289390,5,1796024291109,1796024303181,X'01A22B63D50E79F6A055B4A62ACAF90A',1796024298177,1796024298181,302,'status');
INSERT INTO "webhooks" VALUES(4,1,NULL,'http://127.0.0.1:35313/429','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024289574,1796024289574,3,1796024291109,NULL,X'01A22B63DB2678CBA709157660A77EEA',1796024294196,1796024294201,429,'status');
INSERT INTO "webhooks" VALUES(5,1,NULL,'http://127.0.0.1:35313/410','bundle:*','gone','','[]',NULL,NULL,30,8,NULL,2,1796024289810,1796024291109,1,1796024291109,NULL,X'01A22B63CEE97D89B2A523F02FAAAE84',1796024291082,1796024291090,410,'status');
INSERT INTO "webhooks" VALUES(6,1,NULL,'http://127.0.0.1:35313/slow','bundle:*',NULL,'','[]',NULL,NULL,1,8,NULL,1,1796024290057,1796024290057,5,1796024292083,1796024304653,X'01A22B63D50E790E83AF8A2290601896',1796024298640,1796024299653,NULL,'timeout');
INSERT INTO "webhooks" VALUES(7,1,NULL,'http://127.0.0.1:1029/refused','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024290262,1796024290262,5,1796024291086,1796024303334,X'01A22B63DB267B8BB3816248C871D38F',1796024298333,1796024298334,NULL,'refused');
INSERT INTO "webhooks" VALUES(8,1,NULL,'https://nowhere.invalid/hook','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024290505,1796024290505,5,1796024291109,1796024303234,X'01A22B63DB267D5295CD95FA5B0F8D58',1796024298225,1796024298234,NULL,'dns');
INSERT INTO "webhooks" VALUES(9,1,NULL,'https://internal.example:8443/x','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024290746,1796024290746,5,1796024291109,1796024303318,X'01A22B63D50E7242BD244C32F0F26213',1796024298307,1796024298318,NULL,'blocked_address');
INSERT INTO "webhooks" VALUES(10,1,NULL,'https://127.0.0.1:35313/tls','bundle:*',NULL,'','[]',NULL,NULL,30,8,NULL,1,1796024290949,1796024290949,5,1796024291109,1796024302710,X'01A22B63D50E7B07A49008120CED1816',1796024297701,1796024297710,NULL,'tls');
CREATE INDEX tokens_account ON tokens (account, id);
CREATE INDEX tokens_project ON tokens (project) WHERE project IS NOT NULL;
CREATE INDEX tokens_expiry ON tokens (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX sign_in_links_expiry ON sign_in_links (expires_at);
CREATE INDEX projects_deleted ON projects (number) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
CREATE INDEX members_account ON members (account, project);
CREATE INDEX webhook_secrets_webhook ON webhook_secrets (webhook, id);
CREATE INDEX events_project ON events (owner, id);
CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 0;
CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE state = 1;
CREATE INDEX deliveries_project ON deliveries (owner, id);
CREATE INDEX deliveries_webhook ON deliveries (webhook, id);
CREATE INDEX artifacts_pending ON artifacts (row) WHERE status = 'Pending';
CREATE INDEX artifacts_running ON artifacts (lease_until) WHERE status = 'Running';
CREATE INDEX artifacts_branch ON artifacts (project, branch, id);
CREATE INDEX artifacts_name ON artifacts (project, name, id);
CREATE INDEX artifacts_hash ON artifacts (project, hash, id);
CREATE INDEX artifacts_passed ON artifacts (project, name, branch, id) WHERE status = 'Passed';
CREATE INDEX artifacts_passed_hash ON artifacts (project, name, hash, id) WHERE status = 'Passed';
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
CREATE UNIQUE INDEX accounts_email ON accounts (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX accounts_kind ON accounts (kind, id) WHERE NOT removed;
CREATE INDEX sign_in_links_account ON sign_in_links (account);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX failures_expiry ON failures (expires_at);
CREATE INDEX replays_webhook ON replays (webhook, id);
CREATE INDEX replays_running ON replays (id) WHERE state = 'running';
CREATE INDEX webhook_secrets_expiry ON webhook_secrets (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX artifacts_recent ON artifacts (project, id) WHERE status = 'Passed';
CREATE INDEX webhooks_owner ON webhooks (owner, id);
CREATE INDEX deliveries_heard ON deliveries (event_project) WHERE event_project IS NOT NULL;
CREATE INDEX deliveries_membership ON deliveries (event_project, owner)
    WHERE state = 0 AND event_project IS NOT NULL;
CREATE INDEX accounts_erasing ON accounts (id) WHERE kind = 'application' AND removed AND NOT erased;
CREATE INDEX deliveries_type ON deliveries (owner, event_type, id);
CREATE INDEX deliveries_unsent ON deliveries (webhook, state, id) WHERE state IN (3, 4);
CREATE INDEX deliveries_open ON deliveries (owner, state, id) WHERE state = 0 OR state = 3 OR state = 4;
CREATE INDEX event_roots_expiry ON event_roots (expires_at);
CREATE INDEX tokens_parent ON tokens (parent) WHERE parent IS NOT NULL;
CREATE INDEX artifacts_stored ON artifacts (project, archive_bytes, report_bytes);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('accounts',1);
INSERT INTO "sqlite_sequence" VALUES('tokens',1);
INSERT INTO "sqlite_sequence" VALUES('projects',1);
INSERT INTO "sqlite_sequence" VALUES('webhooks',10);
INSERT INTO "sqlite_sequence" VALUES('artifacts',3);
