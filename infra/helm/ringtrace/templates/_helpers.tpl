{{- define "ringtrace.labels" -}}
app.kubernetes.io/name: ringtrace
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "ringtrace.moreLabels" -}}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "ringtrace.image" -}}
{{ printf "%s/%s:%s" .root.Values.image.repository .name (.root.Values.image.tag | default .root.Chart.AppVersion) }}
{{- end }}

{{/* What every pod has: no account of the cluster, no rights, a user without a name. */}}
{{- define "ringtrace.pod" -}}
automountServiceAccountToken: false
# Else variables are made of the names of services, and could look like settings.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ringtrace.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "ringtrace.probes" -}}
startupProbe:
  httpGet: { path: /health, port: {{ .port }} }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /health, port: {{ .port }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: { path: /ready, port: {{ .port }} }
  periodSeconds: 10
  timeoutSeconds: 5
{{- end }}

{{- define "ringtrace.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if .Values.kafka.caSecret }}
- { name: kafka-ca, mountPath: /etc/ringtrace/kafka, readOnly: true }
{{- end }}
{{- if .Values.clickhouse.caSecret }}
- { name: clickhouse-ca, mountPath: /etc/ringtrace/clickhouse, readOnly: true }
{{- end }}
{{- end }}

{{- define "ringtrace.volumes" -}}
- name: tmp
  emptyDir: { medium: Memory, sizeLimit: 64Mi }
{{- with .Values.kafka.caSecret }}
- name: kafka-ca
  secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- with .Values.clickhouse.caSecret }}
- name: clickhouse-ca
  secret: { secretName: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end }}

{{- define "ringtrace.fromSecret" -}}
valueFrom: { secretKeyRef: { name: {{ .secret }}, key: {{ .key }} } }
{{- end }}

{{/* Settings of every process. */}}
{{- define "ringtrace.settings" -}}
- name: KAFKA_BROKERS
  value: {{ required "kafka.brokers must be set, such as kafka1:9092,kafka2:9092" .Values.kafka.brokers | quote }}
{{- with .Values.kafka.existingSecret }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $.Values.kafka.saslMechanism }}
- name: KAFKA_SASL_USERNAME
  {{- include "ringtrace.fromSecret" (dict "secret" . "key" "username") | nindent 2 }}
- name: KAFKA_SASL_PASSWORD
  {{- include "ringtrace.fromSecret" (dict "secret" . "key" "password") | nindent 2 }}
{{- end }}
{{- if .Values.kafka.tls }}
- name: KAFKA_TLS
  value: 'true'
{{- end }}
{{- if .Values.kafka.caSecret }}
- name: KAFKA_TLS_CA
  value: /etc/ringtrace/kafka/ca.crt
{{- end }}
- name: CLICKHOUSE_URL
  value: {{ required "clickhouse.url must be set, such as http://clickhouse:8123" .Values.clickhouse.url | quote }}
{{- if .Values.clickhouse.caSecret }}
- name: CLICKHOUSE_TLS_CA
  value: /etc/ringtrace/clickhouse/ca.crt
{{- end }}
- name: CLICKHOUSE_DATABASE
  value: {{ .Values.clickhouse.database | quote }}
- name: CLICKHOUSE_USER
  {{- include "ringtrace.fromSecret" (dict "secret" .Values.clickhouse.existingSecret "key" "username") | nindent 2 }}
- name: CLICKHOUSE_PASSWORD
  {{- include "ringtrace.fromSecret" (dict "secret" .Values.clickhouse.existingSecret "key" "password") | nindent 2 }}
{{- if .Values.clickhouse.cluster }}
- name: CLICKHOUSE_CLUSTER
  value: {{ .Values.clickhouse.cluster | quote }}
- name: CLICKHOUSE_NODES
  value: {{ required "clickhouse.nodes must be set with clickhouse.cluster" .Values.clickhouse.nodes | quote }}
{{- end }}
{{- range $name, $value := .Values.settings }}
{{- if regexMatch "PASSWORD|SECRET|SMTP_URL|REGISTRY_URL" $name }}
{{- fail (printf "settings.%s holds a secret, which is never a value. Put it into a Secret, and name that: --set secretSettings.%s.secret=NAME --set secretSettings.%s.key=KEY" $name $name $name) }}
{{- end }}
- name: {{ $name }}
  {{- /* A number of a file of values is a float: a million would become 1e+06. */}}
  value: {{ (kindIs "string" $value | ternary $value (int64 $value)) | quote }}
{{- end }}
{{- range $name, $from := .Values.secretSettings }}
- name: {{ $name }}
  {{- include "ringtrace.fromSecret" $from | nindent 2 }}
{{- end }}
{{- end }}
