import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for reference files. */
export function referenceFiles() {
  const directory = mkdtempSync(join(tmpdir(), 'ringtrace-reference-'));
  return {
    /** Writes a file and returns its path. */
    write(name: string, ...lines: readonly string[]): string {
      const path = join(directory, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      return path;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export const providersHeader = 'provider_id,name,ocns,member,country,rmd,shaken';
export const north = 'north,"North, Inc.",1234 567A,true,US,listed,complete';
export const south = 'south,South,890B,false,CA,none,none';

export const rmdHeader =
  'business_name,frn,previous_dba_names,business_address,other_dba_names,foreign_voice_provider,implementation,voice_service_provider_choice,gateway_provider_choice,intermediate_provider_choice,robocall_mitigation_contact_name,contact_title,contact_department,contact_business_address,contact_telephone_number,pdf';
export const filing = (name: string, frn: string, implementation = 'Partial STIR/SHAKEN Implementation') =>
  `"${name}",${frn},,"1 Main St, Austin TX",,No,${implementation},Yes,No,No,Ann,CTO,Law,,5125550100,x.pdf`;

export const blocksHeader = 'npa,nxx,block,ocn,company,state,rate_center,line_type';

export const complaintsHeader =
  'Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall';

/** The two lines at the beginning of the report, before the area codes. */
export const areaCodesHeader = [
  'File Date,03/04/2020',
  'NPA_ID,type_of_code,ASSIGNABLE,EXPLANATION,RESERVED,ASSIGNED,ASSIGNMENT_DT,USE,LOCATION,COUNTRY,IN_SERVICE,IN_SERVICE_DT,STATUS,PLANNING_LETTERS,"NOTES",OVERLAY,OVERLAY_COMPLEX,PARENT_NPA_ID,SERVICE,TIME_ZONE,AREA_SERVED',
] as const;
export const areaCode = (npa: string, location: string, country: string, zone: string) =>
  `${npa},General Purpose Code,Yes,,No,Yes,01-JAN-47,G,${location},${country},Y,01-JAN-47,,,"",No,,,,${zone},`;
