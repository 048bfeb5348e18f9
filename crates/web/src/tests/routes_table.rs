//! What every address answers to everybody.

/// Nobody; ana, the employee who asked for the cases in question; beto, the technician who attends them; julia, the
/// chief; rosa, the administrator; oscar, the auditor; the chief and the administrator of another town hall.
///
/// Forms are sent empty: 422 says that the form is theirs to fill, and 303 that it was done or refused on the page it
/// leads back to (or that they have to sign in). What lies below `/cases/{id}` is fresh for each knock. Too many empty
/// sign-ins have to wait: 409.
pub(super) const TABLE: &str = "
#                                                -   ana beto jul rosa osc vec vec
# the door
GET  /static/{file}                               200 200 200 200 200 200 200 200
GET  /                                            303 200 303 303 200 200 303 200
GET  /healthz                                     200 200 200 200 200 200 200 200
GET  /sign-in                                     200 303 303 303 303 303 303 303
POST /sign-in                                     422 422 422 422 422 409 409 409
POST /language                                    303 303 303 303 303 303 303 303
GET  /setup/{token}                               404 404 404 404 404 404 404 404
POST /setup/{token}                               404 404 404 404 404 404 404 404
GET  /password/{token}                            200 200 200 200 200 200 200 200
POST /password/{token}                            422 422 422 422 422 422 422 422
GET  /account                                     303 200 200 200 200 200 200 200
POST /account/mail                                303 303 303 303 303 303 303 303
POST /account/password                            303 422 422 422 422 422 422 422
GET  /logo/{slug}                                 200 200 200 200 200 200 200 200
# the desk
GET  /requests/new                                303 200 200 200 200 403 200 200
POST /requests                                    303 422 422 422 422 403 422 422
GET  /requests/{token}/sent                       200 200 200 200 200 200 200 200
GET  /help/{slug}                                 200 200 200 200 200 200 200 200
POST /help/{slug}                                 422 422 422 422 422 422 422 422
GET  /track/{token}                               200 200 200 200 200 200 200 200
GET  /survey/{token}                              404 404 404 404 404 404 404 404
POST /survey/{token}                              404 404 404 404 404 404 404 404
GET  /queue                                       303 403 200 200 403 403 200 403
GET  /queue/rows                                  303 403 200 200 403 403 200 403
POST /queue/next                                  303 403 303 303 403 403 303 403
GET  /cases/{id}                                  303 200 200 200 404 200 404 404
GET  /cases/{id}/take                             303 403 200 200 403 403 404 403
POST /cases/{id}/take                             303 403 422 403 404 403 404 404
POST /cases/{id}/tasks/{task}                     303 303 303 303 404 303 404 404
POST /cases/{id}/arrive                           303 403 303 403 403 403 404 403
POST /cases/{id}/arrived/{message}                303 303 303 303 404 403 404 404
POST /cases/{id}/notes                            303 422 422 422 404 403 404 404
POST /cases/{id}/replies                          303 403 422 422 403 403 404 403
POST /cases/{id}/corrections                      303 403 403 422 404 403 404 404
POST /cases/{id}/release                          303 403 422 303 404 403 404 404
POST /cases/{id}/assign                           303 403 403 422 404 403 404 404
POST /cases/{id}/annul                            303 403 403 422 403 403 404 403
POST /cases/{id}/suspend                          303 403 403 422 403 403 404 403
POST /cases/{id}/resume                           303 403 403 303 403 403 404 403
GET  /cases/{id}/deadlines                        303 200 200 200 404 200 404 404
POST /cases/{id}/clock/pause                      303 403 422 422 403 403 404 403
POST /cases/{id}/clock/resumption                 303 403 303 303 403 403 404 403
GET  /deadlines                                   303 403 200 200 403 200 200 403
GET  /service-levels                              303 403 200 200 200 200 200 200
POST /service-levels                              303 403 403 422 422 403 422 422
POST /service-levels/{id}/withdrawal              303 404 404 404 404 404 404 404
# notices and what begins by itself
GET  /notices                                     303 200 200 200 200 200 200 200
POST /notices/read                                303 303 303 303 303 303 303 303
POST /notices/{id}/read                           303 303 404 404 404 404 404 404
POST /notices/{id}/acknowledgement                303 303 404 404 404 404 404 404
GET  /schedules                                   303 403 403 200 200 200 200 200
GET  /schedules/{procedure}/{flow}                303 403 403 200 200 200 404 404
POST /schedules/{procedure}/{flow}                303 403 403 303 303 403 404 404
POST /schedules/{procedure}/{flow}/pause          303 403 403 303 303 403 404 404
POST /schedules/{procedure}/{flow}/resumption     303 403 403 303 303 403 404 404
POST /schedules/{procedure}/{flow}/run            303 403 403 422 422 403 404 404
GET  /starts/{id}                                 303 403 403 200 200 200 404 404
POST /starts/{id}                                 303 403 403 422 422 403 404 404
GET  /plans                                       303 403 403 200 200 200 200 200
POST /plans                                       303 403 403 422 422 403 422 422
POST /plans/{id}/withdrawal                       303 403 403 303 404 403 404 404
# mail
GET  /mail                                        303 403 403 200 200 403 200 200
GET  /mail/letters/{id}                           303 404 404 404 404 404 404 404
GET  /mail/letters/{id}/raw                       303 404 404 404 404 404 404 404
POST /mail/letters/{id}/retry                     303 403 403 404 404 403 404 404
POST /mail/letters/{id}/acceptance                303 403 403 404 404 403 404 404
POST /mail/letters/{id}/refusal                   303 403 403 404 404 403 404 404
GET  /mail/accounts/new                           303 403 403 403 200 403 403 200
POST /mail/accounts                               303 403 403 403 422 403 403 422
GET  /mail/accounts/{id}                          303 403 403 403 200 403 403 404
POST /mail/accounts/{id}                          303 403 403 403 422 403 403 404
POST /mail/accounts/{id}/trial                    303 403 403 403 303 403 403 404
POST /mail/accounts/{id}/collection               303 403 403 303 303 403 404 404
POST /mail/accounts/{id}/acceptance               303 403 403 403 303 403 403 404
# papers
GET  /papers/{file}                               303 200 200 200 404 200 404 404
GET  /papers/{file}/signed                        303 409 409 409 404 409 404 404
GET  /papers/{file}/sign                          303 200 200 200 404 403 404 404
POST /papers/{file}/sign                          303 422 422 422 404 403 404 404
GET  /s/{code}                                    303 303 303 303 404 303 404 404
GET  /scans                                       303 403 200 200 403 403 200 403
POST /scans                                       303 403 422 422 403 403 422 403
GET  /scans/{id}                                  303 403 200 200 403 403 404 403
POST /scans/{id}/match                            303 403 303 303 403 403 404 403
GET  /folders                                     303 403 200 200 403 200 200 403
GET  /folders/{id}                                303 403 200 200 403 200 404 403
POST /folders/{id}/location                       303 403 303 303 403 403 404 403
GET  /folders/{id}/index.pdf                      303 403 200 200 403 200 404 403
GET  /folders/{id}/spine.pdf                      303 403 200 200 403 200 404 403
GET  /folders/{id}/bound.pdf                      303 403 200 200 403 200 404 403
GET  /files/{id}                                  303 200 200 200 404 200 404 404
GET  /search                                      303 200 200 200 200 200 200 200
# the registers
GET  /equipment                                   303 403 200 200 403 200 200 403
POST /equipment                                   303 403 422 422 403 403 422 403
GET  /equipment/{id}                              303 403 200 200 403 200 404 403
POST /equipment/{id}                              303 403 422 422 403 403 404 403
POST /equipment/{id}/custody                      303 403 422 422 403 403 404 403
POST /equipment/{id}/retirement                   303 403 422 422 403 403 404 403
GET  /contracts                                   303 403 200 200 403 200 200 403
POST /contracts                                   303 403 422 422 403 403 422 403
GET  /contracts/{id}                              303 403 200 200 403 200 404 403
POST /contracts/{id}                              303 403 422 422 403 403 404 403
GET  /accesses                                    303 403 200 200 403 200 200 403
POST /accesses                                    303 403 422 422 403 403 422 403
GET  /mailboxes                                   303 403 200 200 403 200 200 403
POST /mailboxes                                   303 403 422 422 403 403 422 403
GET  /mailboxes/{id}                              303 403 200 200 403 200 404 403
POST /mailboxes/{id}                              303 403 422 422 403 403 404 403
GET  /backups                                     303 403 200 200 403 200 200 403
POST /backups                                     303 403 422 422 403 403 422 403
GET  /logbooks                                    303 403 200 200 403 200 200 403
POST /logbooks                                    303 403 422 422 403 403 422 403
# the office
GET  /overview                                    303 403 403 200 403 200 200 403
GET  /people                                      303 403 403 403 200 403 403 200
POST /people                                      303 403 403 403 422 403 403 422
GET  /people/new                                  303 403 403 403 200 403 403 200
GET  /people/{id}                                 303 403 403 403 200 403 403 404
POST /people/{id}                                 303 403 403 403 422 403 403 404
POST /people/{id}/password-link                   303 403 403 403 200 403 403 404
POST /people/{id}/reactivation                    303 403 403 403 303 403 403 404
POST /people/{id}/substitutes                     303 403 403 403 422 403 403 404
GET  /units                                       303 403 403 403 200 403 403 200
POST /units                                       303 403 403 403 422 403 403 422
GET  /units/{id}                                  303 403 403 403 200 403 403 404
POST /units/{id}                                  303 403 403 403 422 403 403 404
GET  /institution                                 303 403 403 403 200 403 403 200
POST /institution                                 303 403 403 403 422 403 403 422
POST /institution/closed-days                     303 403 403 403 422 403 403 422
POST /institution/closed-days/{day}/removal       303 403 403 403 303 403 403 404
GET  /procedures                                  303 200 200 200 200 200 200 200
POST /procedures/packs                            303 403 403 303 303 403 303 303
GET  /procedures/{code}                           303 200 200 200 200 200 200 200
GET  /procedures/{code}/drawing.bpmn              303 200 200 200 200 200 200 200
GET  /procedures/{code}/drawing.svg               303 200 200 200 200 200 200 200
GET  /jobs                                        303 403 403 403 200 403 403 200
POST /jobs/{id}/retry                             303 403 403 403 303 403 403 404
GET  /conformance                                 303 403 403 200 403 200 200 403
GET  /conformance/figures.csv                     303 403 403 200 403 200 200 403
GET  /conformance/archive.zip                     303 403 403 403 403 404 403 403
GET  /conformance/{procedure}                     303 403 403 200 403 200 200 403
GET  /conformance/{procedure}/cases.csv           303 403 403 200 403 200 200 403
GET  /cases/{id}/file.pdf                         303 403 403 200 403 200 404 403
GET  /audit                                       303 403 403 403 403 200 403 403
# changing a draft
GET  /manuals/{id}/source                         303 403 403 200 200 403 404 404
POST /manuals/{id}/source                         303 403 403 422 422 403 404 404
POST /manuals/{id}/preview                        303 403 403 200 200 403 404 404
GET  /manuals/{id}/procedures/new                 303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures                     303 403 403 422 422 403 404 404
GET  /manuals/{id}/procedures/{code}              303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures/{code}              303 403 403 409 409 403 404 404
POST /manuals/{id}/procedures/{code}/preview      303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures/{code}/undo         303 403 403 303 303 403 404 404
GET  /manuals/{id}/procedures/{code}/source       303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures/{code}/source       303 403 403 422 422 403 404 404
POST /manuals/{id}/procedures/{code}/move         303 403 403 303 303 403 404 404
GET  /manuals/{id}/procedures/{code}/rows/new     303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures/{code}/rows         303 403 403 422 422 403 404 404
GET  /manuals/{id}/procedures/{code}/rows/{row}   303 403 403 200 200 403 404 404
POST /manuals/{id}/procedures/{code}/rows/{row}   303 403 403 409 409 403 404 404
POST /manuals/{id}/procedures/{code}/rows/{row}/removal 303 403 403 409 409 403 404 404
POST /manuals/{id}/procedures/{code}/removal      303 403 403 303 303 403 404 404
GET  /queue/live                                  401 403 200 200 403 403 200 403
# manuals and laws
GET  /procedures/{code}/migration                 303 403 403 404 404 403 404 404
POST /procedures/{code}/migration                 303 403 403 404 404 403 404 404
GET  /manuals                                     303 200 200 200 200 200 200 200
POST /manuals                                     303 403 403 422 422 403 422 422
GET  /manuals/import                              303 403 403 200 200 403 200 200
POST /manuals/import                              303 403 403 422 422 403 422 422
GET  /manuals/{id}                                303 403 403 200 200 200 404 404
GET  /manuals/{id}/manual.pdf                     303 403 403 200 200 200 404 404
GET  /manuals/{id}/findings                       303 403 403 200 200 200 404 404
POST /manuals/{id}/answers                        303 403 403 404 404 403 404 404
POST /manuals/{id}/leftovers                      303 403 403 303 303 403 404 404
GET  /manuals/{id}/diff                           303 403 403 200 200 200 404 404
POST /manuals/{id}/review                         303 403 403 303 303 403 404 404
POST /manuals/{id}/return                         303 403 403 422 422 403 404 404
GET  /manuals/{id}/approval                       303 403 403 200 200 403 404 404
POST /manuals/{id}/approval                       303 403 403 422 422 403 404 404
POST /manuals/{id}/versions                       303 403 403 422 422 403 404 404
POST /manuals/{id}/correction                     303 403 403 303 303 403 404 404
POST /manuals/{id}/read                           303 403 403 303 303 303 404 404
GET  /manuals/{id}/readers                        303 403 403 200 200 200 404 404
POST /manuals/{id}/readers                        303 403 403 303 303 403 404 404
POST /manuals/{id}/reminder                       303 403 403 303 303 403 404 404
GET  /laws                                        303 200 200 200 200 200 200 200
POST /laws                                        303 403 403 422 422 403 422 422
GET  /laws/{id}                                   303 200 200 200 200 200 404 404
POST /laws/{id}                                   303 403 403 422 422 403 404 404
POST /laws/{id}/links                             303 403 403 303 303 403 404 404
POST /laws/{id}/changes                           303 403 403 422 422 403 404 404
POST /laws/{id}/dismissals                        303 404 404 404 404 404 404 404
POST /laws/{id}/unlink                            303 403 403 303 404 403 404 404
# last, because something ends with them
POST /manuals/{id}/discard                        303 403 403 303 303 403 404 404
POST /account/sessions/{id}/end                   303 303 404 404 404 404 404 404
POST /people/{id}/deactivation                    303 403 403 403 303 403 403 404
POST /people/{id}/substitutes/{substitute}/end    303 403 403 403 303 403 403 404
POST /units/{id}/closure                          303 403 403 403 303 403 403 404
POST /sign-out                                    303 303 303 303 303 303 303 303
";
