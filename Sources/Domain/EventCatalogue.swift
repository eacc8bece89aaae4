extension EventType {
    package static let labSnapshotCompleted = EventType(stored: "lab:snapshot-completed")
    package static let labSnapshotReportCompleted = EventType(stored: "lab:snapshot-report-completed")
    package static let sourceFinished = EventType(stored: "source:finished")
}

/// The event types that Perfsee itself publishes.
package enum EventCatalogue {
    package static let types: [EventType] = [
        .bundleFinished, .labSnapshotCompleted, .labSnapshotReportCompleted, .sourceFinished, .ping,
    ]

    /// Types that Perfsee is going to publish. They are already reserved, so that no receiver mistakes a project's own
    /// event for one of Perfsee's.
    package static let announced: [EventType] = [
        EventType(stored: "bundle:budget-exceeded"), EventType(stored: "bundle:budget-recovered"),
        EventType(stored: "bundle:accepted"), EventType(stored: "bundle:compared"),
    ]

    /// Whether a type is one of Perfsee's own, so that publishing it takes more rights than a custom type does.
    package static func contains(_ type: EventType) -> Bool { types.contains(type) || announced.contains(type) }

    private static let byHeader = Dictionary(uniqueKeysWithValues: (types + announced).map { ($0.header, $0) })

    /// The built-in type whose header a custom type would share; nil if there is none. Receivers that go by the header
    /// could not distinguish the two.
    package static func type(imitatedBy type: EventType) -> EventType? {
        guard let own = byHeader[type.header], own != type else { return nil }
        return own
    }

    /// The catalog as served, and as the SDKs are tested against it: an array of `eventType`, `header`, `description`,
    /// `schema`, and `example`. A test checks that it matches `sdk/catalogue.json` byte for byte.
    package static let json = #"""
        [
          {
            "eventType": "bundle:finished",
            "header": "bundle-finished",
            "description": "A bundle analysis ended, Passed or Failed.",
            "schema": {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Payload of bundle:finished",
              "type": "object",
              "required": ["data", "variables"],
              "properties": {
                "data": {
                  "type": "object",
                  "description": "What happened.",
                  "required": ["project"],
                  "properties": {
                    "project": {
                      "type": "object",
                      "description": "The project that the event belongs to.",
                      "required": ["id", "host", "namespace", "name", "isPublic", "artifact"],
                      "properties": {
                        "id": { "type": "string", "description": "The project's id, its slug." },
                        "host": {
                          "type": "string",
                          "description": "Where its repository lies.",
                          "enum": ["Github", "Gitlab", "Unknown"]
                        },
                        "namespace": { "type": "string", "description": "The repository's owner." },
                        "name": { "type": "string", "description": "The repository's name." },
                        "isPublic": { "type": "boolean", "description": "Whether anyone may read the project." },
                        "artifact": { "$ref": "#/$defs/artifact" }
                      }
                    }
                  }
                },
                "variables": {
                  "type": "object",
                  "description": "The ids to look it up with.",
                  "required": ["projectId", "artifactId"],
                  "properties": {
                    "projectId": { "type": "string", "description": "The project's id, its slug." },
                    "artifactId": { "type": "integer", "description": "The artifact's id." }
                  }
                }
              },
              "$defs": {
                "artifact": {
                  "type": "object",
                  "description": "One uploaded build and the outcome of its analysis.",
                  "required": [
                    "id",
                    "branch",
                    "name",
                    "hash",
                    "status",
                    "duration",
                    "failedReason",
                    "buildKey",
                    "reportKey",
                    "contentKey",
                    "score",
                    "createdAt",
                    "buildLink",
                    "reportLink",
                    "contentLink",
                    "baseline"
                  ],
                  "properties": {
                    "id": { "type": "integer", "description": "Counts up in each project." },
                    "branch": { "type": ["string", "null"], "description": "The branch that was built." },
                    "name": { "type": "string", "description": "Distinguishes several builds of one commit." },
                    "hash": { "type": ["string", "null"], "description": "The commit that was built." },
                    "status": { "description": "How the analysis ended.", "enum": ["Passed", "Failed", null] },
                    "duration": {
                      "type": ["integer", "null"],
                      "description": "How long the analysis took, in milliseconds.",
                      "minimum": 0
                    },
                    "failedReason": {
                      "type": ["string", "null"],
                      "description": "Why the analysis failed; null where it passed."
                    },
                    "buildKey": { "type": ["string", "null"], "description": "The stored upload." },
                    "reportKey": {
                      "type": ["string", "null"],
                      "description": "The stored report; null where the analysis failed."
                    },
                    "contentKey": {
                      "type": ["string", "null"],
                      "description": "The stored content tree; null where the analysis failed."
                    },
                    "score": {
                      "type": ["integer", "null"],
                      "description": "0 (bad) to 100 (good); null where the analysis failed.",
                      "minimum": 0,
                      "maximum": 100
                    },
                    "createdAt": {
                      "type": "string",
                      "description": "When the build was uploaded.",
                      "format": "date-time"
                    },
                    "buildLink": {
                      "type": ["string", "null"],
                      "description": "Where the upload can be fetched.",
                      "format": "uri"
                    },
                    "reportLink": {
                      "type": ["string", "null"],
                      "description": "Where the report can be fetched; null where the analysis failed.",
                      "format": "uri"
                    },
                    "contentLink": {
                      "type": ["string", "null"],
                      "description": "Where the content tree can be fetched; null where the analysis failed.",
                      "format": "uri"
                    },
                    "baseline": {
                      "anyOf": [{"$ref": "#/$defs/baseline"}, {"type": "null"}],
                      "description": "The artifact that this one was compared with, or null."
                    }
                  }
                },
                "baseline": {
                  "type": "object",
                  "description": "The artifact that another was compared with.",
                  "required": [
                    "id",
                    "branch",
                    "name",
                    "hash",
                    "status",
                    "duration",
                    "failedReason",
                    "buildKey",
                    "reportKey",
                    "contentKey",
                    "score",
                    "createdAt",
                    "buildLink",
                    "reportLink",
                    "contentLink"
                  ],
                  "properties": {
                    "id": { "type": "integer", "description": "Counts up in each project." },
                    "branch": { "type": ["string", "null"], "description": "The branch that was built." },
                    "name": { "type": "string", "description": "Distinguishes several builds of one commit." },
                    "hash": { "type": ["string", "null"], "description": "The commit that was built." },
                    "status": { "description": "How the analysis ended.", "enum": ["Passed", "Failed", null] },
                    "duration": {
                      "type": ["integer", "null"],
                      "description": "How long the analysis took, in milliseconds.",
                      "minimum": 0
                    },
                    "failedReason": {
                      "type": ["string", "null"],
                      "description": "Why the analysis failed; null where it passed."
                    },
                    "buildKey": { "type": ["string", "null"], "description": "The stored upload." },
                    "reportKey": {
                      "type": ["string", "null"],
                      "description": "The stored report; null where the analysis failed."
                    },
                    "contentKey": {
                      "type": ["string", "null"],
                      "description": "The stored content tree; null where the analysis failed."
                    },
                    "score": {
                      "type": ["integer", "null"],
                      "description": "0 (bad) to 100 (good); null where the analysis failed.",
                      "minimum": 0,
                      "maximum": 100
                    },
                    "createdAt": {
                      "type": "string",
                      "description": "When the build was uploaded.",
                      "format": "date-time"
                    },
                    "buildLink": {
                      "type": ["string", "null"],
                      "description": "Where the upload can be fetched.",
                      "format": "uri"
                    },
                    "reportLink": {
                      "type": ["string", "null"],
                      "description": "Where the report can be fetched; null where the analysis failed.",
                      "format": "uri"
                    },
                    "contentLink": {
                      "type": ["string", "null"],
                      "description": "Where the content tree can be fetched; null where the analysis failed.",
                      "format": "uri"
                    }
                  }
                }
              }
            },
            "example": {
              "data": {
                "project": {
                  "id": "perfsee",
                  "host": "Github",
                  "namespace": "perfsee",
                  "name": "perfsee",
                  "isPublic": false,
                  "artifact": {
                    "id": 65,
                    "branch": "feat/webhook",
                    "name": "main",
                    "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                    "status": "Passed",
                    "duration": 5433,
                    "failedReason": null,
                    "buildKey": "builds/1/ad38f6ba-80a0-4d67-869b-8edbbfde0d81.tar",
                    "reportKey": "artifacts/1/bundle-results/89540a83-d862-4652-bd8b-3fe338c3eb4e.json",
                    "contentKey": "artifacts/1/bundle-content/4a5cbd9a-e04a-4b7f-a76d-0572cae28cab.json",
                    "score": 57,
                    "createdAt": "2022-12-18T23:12:04.076Z",
                    "buildLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/65/build",
                    "reportLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/65/report",
                    "contentLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/65/content",
                    "baseline": {
                      "id": 61,
                      "branch": "main",
                      "name": "main",
                      "hash": "9f2c1d7e4b3a5068c7d1e0f9a2b4c6d8e0f1a3b5",
                      "status": "Passed",
                      "duration": 4987,
                      "failedReason": null,
                      "buildKey": "builds/1/1c9be3f4-52d7-4f0e-8d4a-6b1f0a7c9e25.tar",
                      "reportKey": "artifacts/1/bundle-results/5d0a7c3e-9b41-4e6f-a8c2-f17d3b60e984.json",
                      "contentKey": "artifacts/1/bundle-content/b7f21e60-3c8d-4a95-9e14-0d52c6a8f37b.json",
                      "score": 62,
                      "createdAt": "2022-12-17T09:40:51.318Z",
                      "buildLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/61/build",
                      "reportLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/61/report",
                      "contentLink": "https://perfsee.example.com/api/v1/projects/perfsee/artifacts/61/content"
                    }
                  }
                }
              },
              "variables": { "projectId": "perfsee", "artifactId": 65 }
            }
          },
          {
            "eventType": "lab:snapshot-completed",
            "header": "lab-snapshot-completed",
            "description": "A lab snapshot completed.",
            "schema": {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Payload of lab:snapshot-completed",
              "type": "object",
              "required": ["data", "variables"],
              "properties": {
                "data": {
                  "type": "object",
                  "description": "What happened.",
                  "required": ["project"],
                  "properties": {
                    "project": {
                      "type": "object",
                      "description": "The project that the event belongs to.",
                      "required": ["id", "host", "namespace", "name", "isPublic", "snapshot"],
                      "properties": {
                        "id": { "type": "string", "description": "The project's id, its slug." },
                        "host": {
                          "type": "string",
                          "description": "Where its repository lies.",
                          "enum": ["Github", "Gitlab", "Unknown"]
                        },
                        "namespace": { "type": "string", "description": "The repository's owner." },
                        "name": { "type": "string", "description": "The repository's name." },
                        "isPublic": { "type": "boolean", "description": "Whether anyone may read the project." },
                        "snapshot": {
                          "type": "object",
                          "description": "A set of pages measured together.",
                          "required": [
                            "id",
                            "trigger",
                            "status",
                            "startedAt",
                            "createdAt",
                            "failedReason",
                            "title",
                            "hash",
                            "snapshotReports"
                          ],
                          "properties": {
                            "id": { "type": "integer", "description": "The snapshot's id." },
                            "trigger": { "type": ["string", "null"], "description": "What started it." },
                            "status": { "type": ["string", "null"], "description": "How far the snapshot is." },
                            "startedAt": {
                              "type": ["string", "null"],
                              "description": "When measuring began.",
                              "format": "date-time"
                            },
                            "createdAt": {
                              "type": "string",
                              "description": "When the snapshot was asked for.",
                              "format": "date-time"
                            },
                            "failedReason": {
                              "type": ["string", "null"],
                              "description": "Why it failed; null where it did not."
                            },
                            "title": { "type": ["string", "null"], "description": "Its title." },
                            "hash": { "type": ["string", "null"], "description": "The commit that was measured." },
                            "snapshotReports": {
                              "type": ["array", "null"],
                              "description": "The reports of its pages.",
                              "items": { "$ref": "#/$defs/snapshotReport" }
                            }
                          }
                        }
                      }
                    }
                  }
                },
                "variables": {
                  "type": "object",
                  "description": "The ids to look it up with.",
                  "required": ["projectId", "snapshotId"],
                  "properties": {
                    "projectId": { "type": "string", "description": "The project's id, its slug." },
                    "snapshotId": { "type": "integer", "description": "The snapshot's id." }
                  }
                }
              },
              "$defs": {
                "snapshotReport": {
                  "type": "object",
                  "description": "One page measured in one environment with one profile.",
                  "required": [
                    "id",
                    "status",
                    "reportLink",
                    "screencastLink",
                    "flameChartLink",
                    "sourceCoverageLink",
                    "createdAt",
                    "host",
                    "page",
                    "environment",
                    "profile",
                    "failedReason",
                    "snapshot",
                    "artifacts"
                  ],
                  "properties": {
                    "id": { "type": "integer", "description": "The report's id." },
                    "status": { "type": ["string", "null"], "description": "How far the report is." },
                    "reportLink": {
                      "type": ["string", "null"],
                      "description": "Where the report can be fetched.",
                      "format": "uri"
                    },
                    "screencastLink": {
                      "type": ["string", "null"],
                      "description": "Where the screencast can be fetched.",
                      "format": "uri"
                    },
                    "flameChartLink": {
                      "type": ["string", "null"],
                      "description": "Where the flame chart can be fetched.",
                      "format": "uri"
                    },
                    "sourceCoverageLink": {
                      "type": ["string", "null"],
                      "description": "Where the source coverage can be fetched.",
                      "format": "uri"
                    },
                    "createdAt": { "type": "string", "description": "When the report was made.", "format": "date-time" },
                    "host": { "type": ["string", "null"], "description": "The host of the page that was measured." },
                    "page": {
                      "type": ["object", "null"],
                      "description": "The page that was measured.",
                      "required": ["id", "name", "isE2e", "url"],
                      "properties": {
                        "id": { "type": "integer", "description": "Its id." },
                        "name": { "type": "string", "description": "Its name." },
                        "isE2e": { "type": ["boolean", "null"], "description": "Whether a script drove the page." },
                        "url": { "type": ["string", "null"], "description": "The page's address.", "format": "uri" }
                      }
                    },
                    "environment": {
                      "type": ["object", "null"],
                      "description": "The environment that the page was measured in.",
                      "required": ["id", "name"],
                      "properties": {
                        "id": { "type": "integer", "description": "Its id." },
                        "name": { "type": "string", "description": "Its name." }
                      }
                    },
                    "profile": {
                      "type": ["object", "null"],
                      "description": "The device and network that were simulated.",
                      "required": ["id", "name"],
                      "properties": {
                        "id": { "type": "integer", "description": "Its id." },
                        "name": { "type": "string", "description": "Its name." }
                      }
                    },
                    "failedReason": {
                      "type": ["string", "null"],
                      "description": "Why there is no result; null where there is one."
                    },
                    "snapshot": {
                      "type": ["object", "null"],
                      "description": "The snapshot that the report belongs to.",
                      "required": ["title", "id"],
                      "properties": {
                        "title": { "type": ["string", "null"], "description": "The snapshot's title." },
                        "id": { "type": "integer", "description": "The snapshot's id." }
                      }
                    },
                    "artifacts": {
                      "type": ["array", "null"],
                      "description": "The builds that the page was running.",
                      "items": {
                        "type": "object",
                        "required": ["id", "name", "hash", "branch"],
                        "properties": {
                          "id": { "type": "integer", "description": "The artifact's id." },
                          "name": { "type": "string", "description": "The artifact's name." },
                          "hash": { "type": ["string", "null"], "description": "The commit that was built." },
                          "branch": { "type": ["string", "null"], "description": "The branch that was built." }
                        }
                      }
                    }
                  }
                }
              }
            },
            "example": {
              "data": {
                "project": {
                  "id": "perfsee",
                  "host": "Github",
                  "namespace": "perfsee",
                  "name": "perfsee",
                  "isPublic": false,
                  "snapshot": {
                    "id": 12,
                    "trigger": "Schedule",
                    "status": "Completed",
                    "startedAt": "2022-12-18T23:18:02.140Z",
                    "createdAt": "2022-12-18T23:18:00.007Z",
                    "failedReason": null,
                    "title": "Nightly #12",
                    "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                    "snapshotReports": [
                      {
                        "id": 40,
                        "status": "Completed",
                        "reportLink": "https://perfsee.example.com/files/lab/40/report.json",
                        "screencastLink": "https://perfsee.example.com/files/lab/40/screencast.mp4",
                        "flameChartLink": "https://perfsee.example.com/files/lab/40/flame-chart.json",
                        "sourceCoverageLink": "https://perfsee.example.com/files/lab/40/source-coverage.json",
                        "createdAt": "2022-12-18T23:20:11.502Z",
                        "host": "www.example.com",
                        "page": { "id": 7, "name": "Home", "isE2e": false, "url": "https://www.example.com/" },
                        "environment": { "id": 3, "name": "production" },
                        "profile": { "id": 2, "name": "Mobile, slow 4G" },
                        "failedReason": null,
                        "snapshot": { "title": "Nightly #12", "id": 12 },
                        "artifacts": [
                          {
                            "id": 65,
                            "name": "main",
                            "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                            "branch": "feat/webhook"
                          }
                        ]
                      },
                      {
                        "id": 41,
                        "status": "Completed",
                        "reportLink": "https://perfsee.example.com/files/lab/41/report.json",
                        "screencastLink": "https://perfsee.example.com/files/lab/41/screencast.mp4",
                        "flameChartLink": "https://perfsee.example.com/files/lab/41/flame-chart.json",
                        "sourceCoverageLink": "https://perfsee.example.com/files/lab/41/source-coverage.json",
                        "createdAt": "2022-12-18T23:20:11.502Z",
                        "host": "www.example.com",
                        "page": { "id": 8, "name": "Cart", "isE2e": false, "url": "https://www.example.com/cart" },
                        "environment": { "id": 3, "name": "production" },
                        "profile": { "id": 2, "name": "Mobile, slow 4G" },
                        "failedReason": null,
                        "snapshot": { "title": "Nightly #12", "id": 12 },
                        "artifacts": [
                          {
                            "id": 65,
                            "name": "main",
                            "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                            "branch": "feat/webhook"
                          }
                        ]
                      }
                    ]
                  }
                }
              },
              "variables": { "projectId": "perfsee", "snapshotId": 12 }
            }
          },
          {
            "eventType": "lab:snapshot-report-completed",
            "header": "lab-snapshot-report-completed",
            "description": "One report of a lab snapshot completed.",
            "schema": {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Payload of lab:snapshot-report-completed",
              "type": "object",
              "required": ["data", "variables"],
              "properties": {
                "data": {
                  "type": "object",
                  "description": "What happened.",
                  "required": ["project"],
                  "properties": {
                    "project": {
                      "type": "object",
                      "description": "The project that the event belongs to.",
                      "required": ["id", "host", "namespace", "name", "isPublic", "snapshotReport"],
                      "properties": {
                        "id": { "type": "string", "description": "The project's id, its slug." },
                        "host": {
                          "type": "string",
                          "description": "Where its repository lies.",
                          "enum": ["Github", "Gitlab", "Unknown"]
                        },
                        "namespace": { "type": "string", "description": "The repository's owner." },
                        "name": { "type": "string", "description": "The repository's name." },
                        "isPublic": { "type": "boolean", "description": "Whether anyone may read the project." },
                        "snapshotReport": {
                          "type": "object",
                          "description": "One page measured in one environment with one profile.",
                          "required": [
                            "id",
                            "status",
                            "reportLink",
                            "screencastLink",
                            "flameChartLink",
                            "sourceCoverageLink",
                            "createdAt",
                            "host",
                            "page",
                            "environment",
                            "profile",
                            "failedReason",
                            "snapshot",
                            "artifacts"
                          ],
                          "properties": {
                            "id": { "type": "integer", "description": "The report's id." },
                            "status": { "type": ["string", "null"], "description": "How far the report is." },
                            "reportLink": {
                              "type": ["string", "null"],
                              "description": "Where the report can be fetched.",
                              "format": "uri"
                            },
                            "screencastLink": {
                              "type": ["string", "null"],
                              "description": "Where the screencast can be fetched.",
                              "format": "uri"
                            },
                            "flameChartLink": {
                              "type": ["string", "null"],
                              "description": "Where the flame chart can be fetched.",
                              "format": "uri"
                            },
                            "sourceCoverageLink": {
                              "type": ["string", "null"],
                              "description": "Where the source coverage can be fetched.",
                              "format": "uri"
                            },
                            "createdAt": {
                              "type": "string",
                              "description": "When the report was made.",
                              "format": "date-time"
                            },
                            "host": {
                              "type": ["string", "null"],
                              "description": "The host of the page that was measured."
                            },
                            "page": {
                              "type": ["object", "null"],
                              "description": "The page that was measured.",
                              "required": ["id", "name", "isE2e", "url"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." },
                                "isE2e": {
                                  "type": ["boolean", "null"],
                                  "description": "Whether a script drove the page."
                                },
                                "url": {
                                  "type": ["string", "null"],
                                  "description": "The page's address.",
                                  "format": "uri"
                                }
                              }
                            },
                            "environment": {
                              "type": ["object", "null"],
                              "description": "The environment that the page was measured in.",
                              "required": ["id", "name"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." }
                              }
                            },
                            "profile": {
                              "type": ["object", "null"],
                              "description": "The device and network that were simulated.",
                              "required": ["id", "name"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." }
                              }
                            },
                            "failedReason": {
                              "type": ["string", "null"],
                              "description": "Why there is no result; null where there is one."
                            },
                            "snapshot": {
                              "type": ["object", "null"],
                              "description": "The snapshot that the report belongs to.",
                              "required": ["title", "id"],
                              "properties": {
                                "title": { "type": ["string", "null"], "description": "The snapshot's title." },
                                "id": { "type": "integer", "description": "The snapshot's id." }
                              }
                            },
                            "artifacts": {
                              "type": ["array", "null"],
                              "description": "The builds that the page was running.",
                              "items": {
                                "type": "object",
                                "required": ["id", "name", "hash", "branch"],
                                "properties": {
                                  "id": { "type": "integer", "description": "The artifact's id." },
                                  "name": { "type": "string", "description": "The artifact's name." },
                                  "hash": { "type": ["string", "null"], "description": "The commit that was built." },
                                  "branch": { "type": ["string", "null"], "description": "The branch that was built." }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                },
                "variables": {
                  "type": "object",
                  "description": "The ids to look it up with.",
                  "required": ["projectId", "snapshotReportId"],
                  "properties": {
                    "projectId": { "type": "string", "description": "The project's id, its slug." },
                    "snapshotReportId": { "type": "integer", "description": "The report's id." }
                  }
                }
              }
            },
            "example": {
              "data": {
                "project": {
                  "id": "perfsee",
                  "host": "Github",
                  "namespace": "perfsee",
                  "name": "perfsee",
                  "isPublic": false,
                  "snapshotReport": {
                    "id": 40,
                    "status": "Completed",
                    "reportLink": "https://perfsee.example.com/files/lab/40/report.json",
                    "screencastLink": "https://perfsee.example.com/files/lab/40/screencast.mp4",
                    "flameChartLink": "https://perfsee.example.com/files/lab/40/flame-chart.json",
                    "sourceCoverageLink": "https://perfsee.example.com/files/lab/40/source-coverage.json",
                    "createdAt": "2022-12-18T23:20:11.502Z",
                    "host": "www.example.com",
                    "page": { "id": 7, "name": "Home", "isE2e": false, "url": "https://www.example.com/" },
                    "environment": { "id": 3, "name": "production" },
                    "profile": { "id": 2, "name": "Mobile, slow 4G" },
                    "failedReason": null,
                    "snapshot": { "title": "Nightly #12", "id": 12 },
                    "artifacts": [
                      {
                        "id": 65,
                        "name": "main",
                        "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                        "branch": "feat/webhook"
                      }
                    ]
                  }
                }
              },
              "variables": { "projectId": "perfsee", "snapshotReportId": 40 }
            }
          },
          {
            "eventType": "source:finished",
            "header": "source-finished",
            "description": "A source analysis ended.",
            "schema": {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Payload of source:finished",
              "type": "object",
              "required": ["data", "variables"],
              "properties": {
                "data": {
                  "type": "object",
                  "description": "What happened.",
                  "required": ["project"],
                  "properties": {
                    "project": {
                      "type": "object",
                      "description": "The project that the event belongs to.",
                      "required": ["id", "host", "namespace", "name", "isPublic", "snapshotReport"],
                      "properties": {
                        "id": { "type": "string", "description": "The project's id, its slug." },
                        "host": {
                          "type": "string",
                          "description": "Where its repository lies.",
                          "enum": ["Github", "Gitlab", "Unknown"]
                        },
                        "namespace": { "type": "string", "description": "The repository's owner." },
                        "name": { "type": "string", "description": "The repository's name." },
                        "isPublic": { "type": "boolean", "description": "Whether anyone may read the project." },
                        "snapshotReport": {
                          "type": "object",
                          "description": "One page measured in one environment with one profile.",
                          "required": [
                            "id",
                            "status",
                            "reportLink",
                            "screencastLink",
                            "flameChartLink",
                            "sourceCoverageLink",
                            "createdAt",
                            "host",
                            "page",
                            "environment",
                            "profile",
                            "failedReason",
                            "snapshot",
                            "artifacts"
                          ],
                          "properties": {
                            "id": { "type": "integer", "description": "The report's id." },
                            "status": { "type": ["string", "null"], "description": "How far the report is." },
                            "reportLink": {
                              "type": ["string", "null"],
                              "description": "Where the report can be fetched.",
                              "format": "uri"
                            },
                            "screencastLink": {
                              "type": ["string", "null"],
                              "description": "Where the screencast can be fetched.",
                              "format": "uri"
                            },
                            "flameChartLink": {
                              "type": ["string", "null"],
                              "description": "Where the flame chart can be fetched.",
                              "format": "uri"
                            },
                            "sourceCoverageLink": {
                              "type": ["string", "null"],
                              "description": "Where the source coverage can be fetched.",
                              "format": "uri"
                            },
                            "createdAt": {
                              "type": "string",
                              "description": "When the report was made.",
                              "format": "date-time"
                            },
                            "host": {
                              "type": ["string", "null"],
                              "description": "The host of the page that was measured."
                            },
                            "page": {
                              "type": ["object", "null"],
                              "description": "The page that was measured.",
                              "required": ["id", "name", "isE2e", "url"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." },
                                "isE2e": {
                                  "type": ["boolean", "null"],
                                  "description": "Whether a script drove the page."
                                },
                                "url": {
                                  "type": ["string", "null"],
                                  "description": "The page's address.",
                                  "format": "uri"
                                }
                              }
                            },
                            "environment": {
                              "type": ["object", "null"],
                              "description": "The environment that the page was measured in.",
                              "required": ["id", "name"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." }
                              }
                            },
                            "profile": {
                              "type": ["object", "null"],
                              "description": "The device and network that were simulated.",
                              "required": ["id", "name"],
                              "properties": {
                                "id": { "type": "integer", "description": "Its id." },
                                "name": { "type": "string", "description": "Its name." }
                              }
                            },
                            "failedReason": {
                              "type": ["string", "null"],
                              "description": "Why there is no result; null where there is one."
                            },
                            "snapshot": {
                              "type": ["object", "null"],
                              "description": "The snapshot that the report belongs to.",
                              "required": ["title", "id"],
                              "properties": {
                                "title": { "type": ["string", "null"], "description": "The snapshot's title." },
                                "id": { "type": "integer", "description": "The snapshot's id." }
                              }
                            },
                            "artifacts": {
                              "type": ["array", "null"],
                              "description": "The builds that the page was running.",
                              "items": {
                                "type": "object",
                                "required": ["id", "name", "hash", "branch"],
                                "properties": {
                                  "id": { "type": "integer", "description": "The artifact's id." },
                                  "name": { "type": "string", "description": "The artifact's name." },
                                  "hash": { "type": ["string", "null"], "description": "The commit that was built." },
                                  "branch": { "type": ["string", "null"], "description": "The branch that was built." }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                },
                "variables": {
                  "type": "object",
                  "description": "The ids to look it up with.",
                  "required": ["projectId", "snapshotReportId"],
                  "properties": {
                    "projectId": { "type": "string", "description": "The project's id, its slug." },
                    "snapshotReportId": { "type": "integer", "description": "The report's id." }
                  }
                }
              }
            },
            "example": {
              "data": {
                "project": {
                  "id": "perfsee",
                  "host": "Github",
                  "namespace": "perfsee",
                  "name": "perfsee",
                  "isPublic": false,
                  "snapshotReport": {
                    "id": 43,
                    "status": "Completed",
                    "reportLink": "https://perfsee.example.com/files/lab/43/report.json",
                    "screencastLink": "https://perfsee.example.com/files/lab/43/screencast.mp4",
                    "flameChartLink": "https://perfsee.example.com/files/lab/43/flame-chart.json",
                    "sourceCoverageLink": "https://perfsee.example.com/files/lab/43/source-coverage.json",
                    "createdAt": "2022-12-18T23:20:11.502Z",
                    "host": "www.example.com",
                    "page": { "id": 7, "name": "Home", "isE2e": false, "url": "https://www.example.com/" },
                    "environment": { "id": 3, "name": "production" },
                    "profile": { "id": 2, "name": "Mobile, slow 4G" },
                    "failedReason": null,
                    "snapshot": { "title": "Nightly #12", "id": 12 },
                    "artifacts": [
                      {
                        "id": 65,
                        "name": "main",
                        "hash": "50fae89df58f7e61431268470df5edebad4ba902",
                        "branch": "feat/webhook"
                      }
                    ]
                  }
                }
              },
              "variables": { "projectId": "perfsee", "snapshotReportId": 43 }
            }
          },
          {
            "eventType": "ping",
            "header": "ping",
            "description": "A webhook is tested. It cannot be published.",
            "schema": {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Payload of ping",
              "type": "object",
              "required": ["data", "variables"],
              "properties": {
                "data": {
                  "type": "object",
                  "description": "What happened.",
                  "required": ["project"],
                  "properties": {
                    "project": {
                      "type": "object",
                      "description": "The project that the event belongs to.",
                      "required": ["id", "host", "namespace", "name", "isPublic"],
                      "properties": {
                        "id": { "type": "string", "description": "The project's id, its slug." },
                        "host": {
                          "type": "string",
                          "description": "Where its repository lies.",
                          "enum": ["Github", "Gitlab", "Unknown"]
                        },
                        "namespace": { "type": "string", "description": "The repository's owner." },
                        "name": { "type": "string", "description": "The repository's name." },
                        "isPublic": { "type": "boolean", "description": "Whether anyone may read the project." }
                      }
                    }
                  }
                },
                "variables": {
                  "type": "object",
                  "description": "The ids to look it up with.",
                  "required": ["projectId", "webhookId"],
                  "properties": {
                    "projectId": { "type": "string", "description": "The project's id, its slug." },
                    "webhookId": { "type": "integer", "description": "The webhook's id." }
                  }
                }
              }
            },
            "example": {
              "data": {
                "project": {
                  "id": "perfsee",
                  "host": "Github",
                  "namespace": "perfsee",
                  "name": "perfsee",
                  "isPublic": false
                }
              },
              "variables": { "projectId": "perfsee", "webhookId": 1 }
            }
          }
        ]

        """#
}
